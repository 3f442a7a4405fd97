import { inMs, retryAt } from '../attempts';
import { clock } from '../clock';
import { Bindings, type Sql, type StoreTx } from '../store';
import type { Text } from '../text';
import type { WorkRow } from './row';

/** What became of claimed work: `released` was not given out after all, `until`: not before that time (UTC ISO). */
export type WorkEnding = 'done' | 'released' | 'late' | { readonly until: string } | { readonly failed: Text } | { readonly dead: Text };

export interface EndedWork {
	readonly work: WorkRow;
	readonly ending: WorkEnding;
}

/** Failures after which an item is given up on. */
const maxAttempts = 6;

/** Seconds before the second, third … attempt: half an hour and more in all, as a vendor may be down. */
const pauses = [2, 15, 60, 300, 1800];

const claimColumns = { id: 'text', lease: 'text' } as const;

/** That the row `d` is still the one that was claimed as `v`. */
const isClaimed = `d."id" = v."id" AND d."lease" = v."lease"`;

/** Writes what became of claimed work, as far as it is still this claim's. */
export async function settleWork(tx: StoreTx, ended: readonly EndedWork[]): Promise<void> {
	const done = ended.filter(({ ending }) => ending === 'done');
	if (done.length > 0) await close(tx, done);
	const open = ended.filter(({ ending }) => ending !== 'done');
	if (open.length > 0) await writeOpen(tx, open);
}

/** Closed items stay for their keys; what they were about is not needed any more. */
async function close(tx: StoreTx, done: readonly EndedWork[]): Promise<void> {
	const bindings = new Bindings(tx);
	const now = clock.iso();
	const claims = done.map(({ work }) => [work.id, work.lease]);
	await tx.query(
		`UPDATE "crm_due" AS d SET "state" = 'done', "nextAt" = NULL, "lease" = NULL, "payload" = NULL, "reason" = NULL,
			"updatedAt" = ${bindings.add(now)}, "closedAt" = ${bindings.add(now)}
		FROM ${bindings.rows(claims, claimColumns)} v WHERE ${isClaimed}`,
		bindings.values,
	);
}

const openColumns = { ...claimColumns, state: 'text', nextAt: 'text', attempts: 'integer', reason: 'text' } as const;

async function writeOpen(tx: StoreTx, ended: readonly EndedWork[]): Promise<void> {
	const bindings = new Bindings(tx);
	await tx.query(
		`UPDATE "crm_due" AS d SET "state" = v."state", "nextAt" = v."nextAt", "lease" = NULL, "attempts" = v."attempts", "reason" = v."reason",
			"updatedAt" = ${bindings.add(clock.iso())}
		FROM ${bindings.rows(ended.map(cellsOf), openColumns)} v WHERE ${isClaimed}`,
		bindings.values,
	);
}

function cellsOf({ work, ending }: EndedWork): unknown[] {
	const { state, nextAt, attempts, reason } = openAfter(work, ending);
	return [work.id, work.lease, state, nextAt, attempts, reason];
}

/** How an item stands after an ending that does not close it. */
export function openAfter(work: WorkRow, ending: WorkEnding): Pick<WorkRow, 'state' | 'nextAt' | 'attempts' | 'reason'> {
	const { attempts, reason } = work;
	if (ending === 'released') return { state: 'waiting', nextAt: clock.iso(), attempts, reason };
	if (typeof ending === 'object' && 'until' in ending) return { state: 'waiting', nextAt: ending.until, attempts, reason };
	if (typeof ending === 'string') return { state: 'late', nextAt: null, attempts, reason };
	const said = JSON.stringify('dead' in ending ? ending.dead : ending.failed);
	const next = 'dead' in ending || attempts + 1 >= maxAttempts ? undefined : retryAt(attempts + 1, pauses);
	return { state: next ? 'waiting' : 'dead', nextAt: next ?? null, attempts: attempts + 1, reason: said };
}

/** Keeps claimed work, as far as it is still this claim's, for some more milliseconds. */
export async function renewWork(tx: StoreTx, works: readonly WorkRow[], lease: number): Promise<void> {
	const bindings = new Bindings(tx);
	const claims = works.map(({ id, lease: own }) => [id, own]);
	await tx.query(
		`UPDATE "crm_due" AS d SET "nextAt" = ${bindings.add(inMs(lease))} FROM ${bindings.rows(claims, claimColumns)} v WHERE ${isClaimed}`,
		bindings.values,
	);
}

/** When the next item of some kinds is due; undefined when none waits. One look-up a kind, whatever is not due yet. */
export async function nextWorkAt(sql: Sql, kinds: readonly string[]): Promise<string | undefined> {
	if (kinds.length === 0) return undefined;
	const bindings = new Bindings(sql);
	const first = kinds.map(
		(kind) => `SELECT min("nextAt") AS at FROM "crm_due" WHERE "kind" = ${bindings.add(kind)} AND "nextAt" IS NOT NULL`,
	);
	const [row] = await sql.query<{ at: string | null }>(`SELECT min(at) AS at FROM (${first.join(' UNION ALL ')}) d`, bindings.values);
	return row.at ?? undefined;
}

/** Milliseconds for which closed work is kept: its key is not done again for longer than any workflow waits or is replayed. */
const keyLife = 400 * 86_400_000;

/** Closed items that are forgotten at once. */
const forgottenAtOnce = 500;

/** Forgets closed work whose time has run out, some of it at a time. */
export async function forgetClosed(tx: StoreTx): Promise<void> {
	await tx.send(
		'DELETE FROM "crm_due" WHERE "id" IN (SELECT "id" FROM "crm_due" WHERE "closedAt" <= ? ORDER BY "closedAt" NULLS FIRST LIMIT ?)',
		[inMs(-keyLife), forgottenAtOnce],
	);
}
