import { inMs } from '../attempts';
import { clock } from '../clock';
import type { Text } from '../text';
import type { Session } from '../records';
import { Bindings, newId, type StoreTx } from '../store';
import { askOwners } from './owned';
import { returnedWork, type WorkRow } from './row';
import { settleWork, type EndedWork } from './settle';

/** Times an item may be with its workflow when the process ends, before it is given up on: it may be what ends it. */
const maxInterruptions = 10;

/** Items of a kind that are looked through for late ones at once. */
const lateWindow = 500;

/** Rounds of one claim, so that late and dead items before the good ones do not use it up. */
const maxRounds = 5;

/** Which items are wanted, and how many. */
export interface WorkClaim {
	readonly kinds: readonly string[];
	readonly limit: number;
	/** Milliseconds for which it holds unless it is renewed. */
	readonly lease: number;
}

const worn: Text = {
	en: `n8n stopped, or the time to complete ran out, ${maxInterruptions} times while the workflow worked on this`,
	'zh-CN': `工作流处理此事项期间，n8n 中断或完成时限已过共 ${maxInterruptions} 次`,
};

/**
 * Leases up to `limit` items that are due, also those whose process has gone, the earliest due first. What is too late
 * becomes `late`, and what was interrupted too often `dead`, on the way; the owners of kinds decide about theirs where a
 * session has some.
 */
export async function claimWork(tx: StoreTx, claim: WorkClaim, session?: Session): Promise<WorkRow[]> {
	const work: WorkRow[] = [];
	for (let round = 0; round < maxRounds && work.length < claim.limit; round++) {
		const limit = claim.limit - work.length;
		const now = clock.iso();
		const taken = await take(tx, { ...claim, limit }, now);
		const refused = taken.flatMap((row): EndedWork[] => {
			if (row.notAfter !== null && row.notAfter < now) return [{ work: row, ending: 'late' }];
			return row.interruptions >= maxInterruptions ? [{ work: row, ending: { dead: worn } }] : [];
		});
		const ids = new Set(refused.map((ended) => ended.work.id));
		const good = taken.filter(({ id }) => !ids.has(id));
		const given = session ? await askOwners(tx, session, good) : good;
		work.push(...given);
		if (refused.length > 0) await settleWork(tx, refused);
		if (refused.some(({ ending }) => ending === 'late')) await sweepLate(tx, claim.kinds, now);
		// What its owner moved may be due again, as the next thing.
		if (taken.length < limit && given.length === good.length) break;
	}
	return work.sort((a, b) => (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt)));
}

/** The earliest due items of a kind, which nobody else may take until the transaction ends. */
function dueSql(kind: string, { limit, now }: { limit: number; now: string }, bindings: Bindings): string {
	const where = `"kind" = ${bindings.add(kind)} AND "nextAt" <= ${bindings.add(now)}`;
	return `SELECT "id", "kind", "nextAt", "notAfter" FROM "crm_due" WHERE ${where} ORDER BY "nextAt" NULLS FIRST, "id" LIMIT ${bindings.add(limit)}${bindings.dialect.skipLocked}`;
}

/** Of each kind as many, as far as it has them: none holds up another. */
function fairSql({ kinds, limit }: WorkClaim, now: string, bindings: Bindings): string {
	if (kinds.length === 1) return dueSql(kinds[0], { limit, now }, bindings);
	const all = kinds.map((kind, at) => `SELECT * FROM (${dueSql(kind, { limit, now }, bindings)}) k${at}`).join(' UNION ALL ');
	const placed = `SELECT "id", "nextAt", row_number() OVER (PARTITION BY "kind" ORDER BY "nextAt", "id") AS place FROM (${all}) a`;
	return `SELECT "id" FROM (${placed}) p ORDER BY place, "nextAt" LIMIT ${bindings.add(limit)}`;
}

async function take(tx: StoreTx, claim: WorkClaim, now: string): Promise<WorkRow[]> {
	const bindings = new Bindings(tx);
	const picked = fairSql(claim, now, bindings);
	return await tx.query<WorkRow>(
		`WITH picked AS MATERIALIZED (SELECT "id" AS "pickedId" FROM (${picked}) p)
		UPDATE "crm_due" AS d SET "interruptions" = d."interruptions" + CASE WHEN d."state" = 'running' THEN 1 ELSE 0 END,
			"state" = 'running', "nextAt" = ${bindings.add(inMs(claim.lease))}, "lease" = ${bindings.add(newId())}, "updatedAt" = ${bindings.add(now)}
		FROM picked WHERE d."id" = "pickedId" RETURNING ${returnedWork}`,
		bindings.values,
	);
}

/** Where one item is late, many may be: they are put aside together, a window of each kind at a time. */
async function sweepLate(tx: StoreTx, kinds: readonly string[], now: string): Promise<void> {
	for (const kind of kinds) {
		const bindings = new Bindings(tx);
		const due = dueSql(kind, { limit: lateWindow, now }, bindings);
		await tx.query(
			`WITH due AS MATERIALIZED (${due})
			UPDATE "crm_due" AS d SET "state" = 'late', "nextAt" = NULL, "lease" = NULL, "updatedAt" = ${bindings.add(now)}
			FROM due WHERE d."id" = due."id" AND due."notAfter" < ${bindings.add(now)}`,
			bindings.values,
		);
	}
}
