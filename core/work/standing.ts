import { clock } from '../clock';
import type { NewWork } from '../crm';
import { Bindings, breathe, chunksOf, insertRows, type StoreTx } from '../store';
import { newRow } from './schedule';
import { workColumns } from './row';

/** Work of a domain that goes from one thing to be done to the next: one item for all of them, under an id of the domain's. */
export type StandingWork = NewWork & { readonly id: string; readonly key: string };

/** Makes standing work, or puts it to its next place and time, whoever has it; whose end then changes nothing. */
export async function placeWork(tx: StoreTx, works: readonly StandingWork[]): Promise<void> {
	if (works.length === 0) return;
	const now = clock.iso();
	const rows: unknown[][] = [];
	for (const work of works) {
		const row = { ...newRow(work, now), id: work.id };
		rows.push(workColumns.map((name) => row[name]));
		await breathe();
	}
	await insertRows(tx, { table: 'crm_due', columns: workColumns, key: ['id'] }, rows);
	tx.hasNews = true;
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
