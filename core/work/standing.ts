import { clock } from '../clock';
import type { NewWork } from '../crm';
import { Bindings, breathe, chunksOf, insertRows, withRows, type StoreTx } from '../store';
import { newRow } from './schedule';
import { workColumns, type WorkRow } from './row';

/** Work of a domain that goes from one thing to be done to the next: one item for all of them, under an id of the domain's. */
export type StandingWork = NewWork & { readonly id: string; readonly key: string };

/** Makes standing work. */
export async function beginWork(tx: StoreTx, works: readonly StandingWork[]): Promise<void> {
	await insertRows(tx, { table: 'crm_due', columns: workColumns }, await cellsOf(works, workColumns));
	if (works.length > 0) tx.hasNews = true;
}

/** Puts standing work to its next place and time, whoever has it; whose end then changes nothing. */
export async function placeWork(tx: StoreTx, works: readonly StandingWork[]): Promise<void> {
	const { dialect } = tx;
	const sets = moving.map((name, i) => `"${name}" = ${dialect.typed(`v.column${i + 2}`, types[name] ?? 'text')}`);
	const frame = { before: `UPDATE "crm_due" AS t SET ${sets.join(', ')} FROM (`, after: ') AS v WHERE t."id" = v.column1' };
	const columns = ['id', ...moving] as const;
	await withRows(tx, frame, await cellsOf(works, columns), [...columns.keys()]);
	if (works.length > 0) tx.hasNews = true;
}

/** What is another at each place; an index on another column is not touched. */
const moving = [
	'kind',
	'key',
	'object',
	'recordId',
	'dueAt',
	'state',
	'nextAt',
	'lease',
	'attempts',
	'interruptions',
	'payload',
	'reason',
	'updatedAt',
	'closedAt',
] as const satisfies ReadonlyArray<keyof WorkRow>;

const types: Readonly<Partial<Record<keyof WorkRow, 'integer' | 'json'>>> = {
	attempts: 'integer',
	interruptions: 'integer',
	payload: 'json',
};

async function cellsOf(works: readonly StandingWork[], columns: ReadonlyArray<keyof WorkRow>): Promise<unknown[][]> {
	const now = clock.iso();
	const rows: unknown[][] = [];
	for (const work of works) {
		const row = { ...newRow(work, now), id: work.id };
		rows.push(columns.map((name) => row[name]));
		await breathe();
	}
	return rows;
}

/** Closes standing work, whoever has it. */
export async function closeWork(tx: StoreTx, ids: readonly string[], state: 'done' | 'cancelled'): Promise<void> {
	const now = clock.iso();
	for (const some of chunksOf(ids, 250)) {
		const bindings = new Bindings(tx);
		await tx.query(
			`UPDATE "crm_due" SET "state" = ${bindings.add(state)}, "nextAt" = NULL, "lease" = NULL, "payload" = NULL, "reason" = NULL,
				"updatedAt" = ${bindings.add(now)}, "closedAt" = ${bindings.add(now)}
			WHERE ${bindings.among('"id"', some)} AND "closedAt" IS NULL`,
			bindings.values,
		);
		await breathe();
	}
	if (ids.length > 0) tx.hasNews = true;
}
