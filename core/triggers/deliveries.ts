import { inMs, lease, retryAt, type Ended } from '../attempts';
import { clock } from '../clock';
import type { Text } from '../text';
import { Bindings, type Sql, type StoreTx } from '../store';
import type { EventRef } from './eventFilter';

/**
 * The states of a delivery:
 * - `ready`: may be given out once `nextAt` has come; at most one per subscription and record is ready or running
 * - `queued`: waits for an earlier event of its record
 * - `running`: given out, leased until `nextAt`; `updatedAt` is the moment it was claimed and tells claims apart
 * - `dead`: given up on at `nextAt`, for `reason` (a Text as JSON)
 * A delivery that is done has no row.
 */
export interface Delivery extends EventRef {
	readonly id: string;
	/** Failed attempts so far. */
	readonly attempts: number;
	/** Times the process ended while the delivery was running. */
	readonly interruptions: number;
	readonly claimedAt: string;
}

/** Failures after which an event is given up on. */
const maxAttempts = 5;

/** Seconds before the second, third … attempt. */
const pauses = [1, 5, 30, 120];

/** Two processes may have a subscription open for a moment, while one hands over to another: they write one after the other. */
export const takeTurn = async (tx: StoreTx, subscription: string): Promise<void> =>
	await tx.dialect.takeTurns(tx, 'subscription', [subscription]);

/** Adds events to a subscription's deliveries; those it already has stay as they are. */
export async function addDeliveries(tx: StoreTx, subscription: string, events: readonly EventRef[]): Promise<void> {
	const now = clock.iso();
	const bindings = new Bindings(tx);
	const [own, at] = [() => bindings.add(subscription), () => bindings.add(now)];
	const rows = events.map(({ seq, object, recordId }) => [seq, object, recordId]);
	await tx.query(
		`INSERT INTO "crm_delivery" ("id", "subscriptionId", "seq", "object", "recordId", "state", "attempts", "interruptions", "nextAt", "updatedAt")
		SELECT ${own()} || ':' || v."seq", ${own()}, v."seq", v."object", v."recordId", 'queued', 0, 0, ${at()}, ${at()}
		FROM ${bindings.rows(rows, { seq: 'integer', object: 'text', recordId: 'text' })} v
		WHERE TRUE ON CONFLICT DO NOTHING`,
		bindings.values,
	);
	await makeReady(tx, subscription, events);
}

/** Makes the earliest queued event of each record ready, unless one of the record is ready or running already. */
async function makeReady(tx: StoreTx, subscription: string, records: ReadonlyArray<Pick<EventRef, 'object' | 'recordId'>>): Promise<void> {
	if (records.length === 0) return;
	const keys = new Map(records.map(({ object, recordId }) => [`${object} ${recordId}`, [object, recordId]]));
	const bindings = new Bindings(tx);
	const same = (alias: string) =>
		`${alias}."subscriptionId" = ${bindings.add(subscription)} AND ${alias}."object" = r."object" AND ${alias}."recordId" = r."recordId"`;
	await tx.query(
		`UPDATE "crm_delivery" SET "state" = 'ready' WHERE "id" IN (
			SELECT (SELECT q."id" FROM "crm_delivery" q WHERE ${same('q')} AND q."state" = 'queued' ORDER BY q."seq" LIMIT 1)
			FROM ${bindings.rows([...keys.values()], { object: 'text', recordId: 'text' })} r
			WHERE NOT EXISTS (SELECT 1 FROM "crm_delivery" a WHERE ${same('a')} AND a."state" IN ('ready', 'running')))`,
		bindings.values,
	);
}

const dueSql = `"subscriptionId" = ? AND "state" IN ('ready', 'running') AND "nextAt" <= ?`;

/** Leases up to `limit` deliveries that are due, also those whose process has gone; in the order of the log. */
export async function claimDeliveries(tx: StoreTx, subscription: string, limit: number): Promise<Delivery[]> {
	const now = clock.iso();
	const claimed = await tx.query<Delivery>(
		`UPDATE "crm_delivery" SET "interruptions" = "interruptions" + CASE WHEN "state" = 'running' THEN 1 ELSE 0 END, "state" = 'running', "nextAt" = ?, "updatedAt" = ?
		WHERE "id" IN (SELECT "id" FROM "crm_delivery" WHERE ${dueSql} ORDER BY "nextAt", "seq" LIMIT ?)
		RETURNING "id", "seq", "object", "recordId", "attempts", "interruptions", "updatedAt" AS "claimedAt"`,
		[inMs(lease), now, subscription, now, limit],
	);
	return claimed.sort((a, b) => a.seq - b.seq);
}

/** When the next delivery is due; undefined when none waits. */
export async function nextDue(sql: Sql, subscription: string): Promise<string | undefined> {
	const [row] = await sql.query<{ at: string | null }>(
		`SELECT min(at) AS at FROM (
			SELECT min("nextAt") AS at FROM "crm_delivery" WHERE "subscriptionId" = ? AND "state" = 'ready'
			UNION ALL SELECT min("nextAt") FROM "crm_delivery" WHERE "subscriptionId" = ? AND "state" = 'running') d`,
		[subscription, subscription],
	);
	return row.at ?? undefined;
}

const claimColumns = { id: 'text', claimedAt: 'text' } as const;

/** That the delivery `d` is still the one that was claimed as `v`. */
const isClaimed = `d."id" = v."id" AND d."state" = 'running' AND d."updatedAt" = v."claimedAt"`;

/** Keeps the leases of deliveries in flight, as far as they are still this process's. */
export async function renewLeases(tx: StoreTx, deliveries: readonly Delivery[]): Promise<void> {
	const bindings = new Bindings(tx);
	const claims = deliveries.map(({ id, claimedAt }) => [id, claimedAt]);
	await tx.query(
		`UPDATE "crm_delivery" AS d SET "nextAt" = ${bindings.add(inMs(lease))} FROM ${bindings.rows(claims, claimColumns)} v WHERE ${isClaimed}`,
		bindings.values,
	);
}

/** What became of a delivery: `released` ones were not given out after all. */
export type Ending = 'done' | 'released' | { readonly failed: Text } | { readonly dead: Text };

/** Writes what became of deliveries, and lets the next event of each record come. */
export async function settleDeliveries(tx: StoreTx, subscription: string, ended: ReadonlyArray<Ended<Delivery, Ending>>): Promise<void> {
	if (ended.length === 0) return;
	const done = ended.filter(({ ending }) => ending === 'done').map(({ claimed }) => claimed.id);
	if (done.length > 0) await removeDone(tx, done);
	const open = ended.flatMap(({ claimed, ending }) => (ending === 'done' ? [] : [rowOf(claimed, ending)]));
	if (open.length > 0) await writeOpen(tx, open);
	await makeReady(
		tx,
		subscription,
		ended.map(({ claimed }) => claimed),
	);
}

async function removeDone(tx: StoreTx, ids: readonly string[]): Promise<void> {
	const bindings = new Bindings(tx);
	await tx.query(`DELETE FROM "crm_delivery" WHERE ${bindings.among('"id"', ids)}`, bindings.values);
}

const openColumns = { ...claimColumns, state: 'text', nextAt: 'text', attempts: 'integer', reason: 'text' } as const;

async function writeOpen(tx: StoreTx, open: readonly unknown[][]): Promise<void> {
	const bindings = new Bindings(tx);
	await tx.query(
		`UPDATE "crm_delivery" AS d SET "state" = v."state", "nextAt" = v."nextAt", "attempts" = v."attempts", "reason" = v."reason", "updatedAt" = ${bindings.add(clock.iso())}
		FROM ${bindings.rows(open, openColumns)} v WHERE ${isClaimed}`,
		bindings.values,
	);
}

/** A delivery as `openColumns` say. */
function rowOf({ id, claimedAt, attempts }: Delivery, ending: Exclude<Ending, 'done'>): unknown[] {
	if (ending === 'released') return [id, claimedAt, 'ready', clock.iso(), attempts, null];
	const reason = JSON.stringify('dead' in ending ? ending.dead : ending.failed);
	if ('dead' in ending) return [id, claimedAt, 'dead', clock.iso(), attempts, reason];
	const failures = attempts + 1;
	return failures < maxAttempts
		? [id, claimedAt, 'ready', retryAt(failures, pauses), failures, reason]
		: [id, claimedAt, 'dead', clock.iso(), failures, reason];
}

/** Gives dead deliveries a new life, behind whatever of their record is on its way. */
export async function reviveDeliveries(tx: StoreTx, ids: readonly string[]): Promise<void> {
	const bindings = new Bindings(tx);
	const now = clock.iso();
	const revived = await tx.query<EventRef & { subscriptionId: string }>(
		`UPDATE "crm_delivery" SET "state" = 'queued', "attempts" = 0, "interruptions" = 0, "reason" = NULL,
		"nextAt" = ${bindings.add(now)}, "updatedAt" = ${bindings.add(now)} WHERE ${bindings.among('"id"', ids)} AND "state" = 'dead'
		RETURNING "subscriptionId", "seq", "object", "recordId"`,
		bindings.values,
	);
	for (const subscription of new Set(revived.map((row) => row.subscriptionId))) {
		await takeTurn(tx, subscription);
		const own = revived.filter((row) => row.subscriptionId === subscription);
		await makeReady(tx, subscription, own);
	}
}
