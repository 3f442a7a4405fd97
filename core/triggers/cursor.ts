import { clock } from '../clock';
import type { SubscriptionSpec } from '../crm';
import type { Sql, StoreTx } from '../store';
import { lastSeq } from './eventFilter';

interface Row {
	readonly cursor: number;
	readonly replayedFrom: string | null;
}

/**
 * Finds or makes the subscription's place in the event log and gives the last event that it needs no more. A new one
 * starts behind the last event; a replay goes back once for each time it is given.
 */
export async function openCursor(tx: StoreTx, spec: SubscriptionSpec): Promise<number> {
	const [row] = await tx.query<Row>('SELECT "cursor", "replayedFrom" FROM "crm_subscription" WHERE "id" = ?', [spec.id]);
	const replay = spec.replayFrom !== undefined && spec.replayFrom !== row?.replayedFrom;
	const cursor = replay ? await seqBefore(tx, spec.replayFrom as string) : row && !spec.skipMissed ? row.cursor : await lastSeq(tx);
	await keepCursor(tx, spec, { cursor, replayedFrom: spec.replayFrom ?? row?.replayedFrom ?? null });
	if (replay) {
		// What was given up on is tried again with the rest.
		await tx.query(`DELETE FROM "crm_delivery" WHERE "subscriptionId" = ? AND "seq" > ? AND "state" = 'dead'`, [spec.id, cursor]);
	} else if (spec.skipMissed) {
		await tx.query(`DELETE FROM "crm_delivery" WHERE "subscriptionId" = ? AND "state" IN ('ready', 'queued')`, [spec.id]);
	}
	return cursor;
}

async function keepCursor(tx: StoreTx, { id, workflowId, nodeName }: SubscriptionSpec, { cursor, replayedFrom }: Row): Promise<void> {
	await tx.query(
		`INSERT INTO "crm_subscription" ("id", "workflowId", "nodeName", "cursor", "replayedFrom", "updatedAt") VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT ("id") DO UPDATE SET "workflowId" = excluded."workflowId", "nodeName" = excluded."nodeName", "cursor" = excluded."cursor",
		"replayedFrom" = excluded."replayedFrom", "updatedAt" = excluded."updatedAt"`,
		[id, workflowId, nodeName, cursor, replayedFrom, clock.iso()],
	);
}

/**
 * Makes a subscription that is open in a store that does not know it, such as a backup from before its time. It goes on
 * with what happened from `lookedAt` on, a UTC ISO time: the rest of the backup it has seen. Gives the last event that
 * it needs no more.
 */
export async function remakeCursor(tx: StoreTx, spec: SubscriptionSpec, lookedAt: string): Promise<number> {
	const cursor = await seqBefore(tx, lookedAt);
	await keepCursor(tx, spec, { cursor, replayedFrom: spec.replayFrom ?? null });
	return cursor;
}

/** The last event before a time. Events of one call share its moment, which has an index. */
async function seqBefore(sql: Sql, time: string): Promise<number> {
	const [row] = await sql.query<{ seq: number | null }>(
		'SELECT min(e."seq") AS seq FROM "crm_event" e WHERE e."callId" = (SELECT c."id" FROM "crm_call" c WHERE c."at" >= ? ORDER BY c."at", c."id" LIMIT 1)',
		[time],
	);
	return row.seq === null ? await lastSeq(sql) : row.seq - 1;
}

/** Moves the subscription on, never back. */
export async function moveCursor(tx: StoreTx, id: string, cursor: number): Promise<void> {
	await tx.query('UPDATE "crm_subscription" SET "cursor" = ?, "updatedAt" = ? WHERE "id" = ? AND "cursor" < ?', [
		cursor,
		clock.iso(),
		id,
		cursor,
	]);
}
