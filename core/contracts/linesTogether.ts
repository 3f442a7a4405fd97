import type { CrmRecord } from '../crm';
import { checkReferences, type Judged } from '../records';
import { linesOf } from '../sales';
import { Bindings, breathe, changedRecord, chunksOf, formatOf, quote, type Change, type Sql, type StoreTx } from '../store';
import { contractLines } from './contractLines';

const { line } = contractLines;

/** The lines of deleted contracts that were deleted with them, by contract: those that went before stay deleted. */
async function goneWith(sql: Sql, contracts: readonly CrmRecord[]): Promise<Map<string, CrmRecord[]>> {
	const format = formatOf(line);
	const times = new Map(contracts.map(({ id, deletedAt }) => [id, deletedAt]));
	const gone = new Map<string, CrmRecord[]>();
	for (const chunk of chunksOf([...times.keys()], 250)) {
		const bindings = new Bindings(sql);
		const rows = await sql.query(
			`SELECT ${format.select} FROM ${quote(line.table)} t WHERE ${bindings.among('"contractId"', chunk)} AND "deletedAt" IS NOT NULL ORDER BY "id"`,
			bindings.values,
		);
		for (const row of rows) {
			const record = format.decode(row);
			const contractId = String(record.contractId);
			if (record.deletedAt === times.get(contractId)) gone.set(contractId, [...(gone.get(contractId) ?? []), record]);
			await breathe();
		}
	}
	return gone;
}

/** Marks contracts that cannot be restored because a product of theirs is gone meanwhile. */
export async function judgeRestored(tx: StoreTx, { drafts, fail }: Judged): Promise<void> {
	const restored = drafts.flatMap(({ index, before, after }) =>
		before && before.deletedAt !== null && after.deletedAt === null ? [{ index, before }] : [],
	);
	const lines = await goneWith(
		tx,
		restored.map(({ before }) => before),
	);
	const drafted = restored.flatMap(({ index, before }) =>
		// The contract itself is still deleted in the store: only what else the lines refer to is looked for.
		(lines.get(before.id) ?? []).map((after) => ({ index, before: { ...after, productId: null, deletedAt: null }, after })),
	);
	await checkReferences(tx, line, drafted, { scope: { kind: 'all' }, fail });
}

/** The lines go and come back with their contracts. */
export async function linesTogether(tx: StoreTx, changes: readonly Change[]): Promise<Change[]> {
	const deleted = changes.filter(({ kind }) => kind === 'deleted');
	const restored = changes.filter(({ kind }) => kind === 'restored');
	const going = await linesOf(
		tx,
		contractLines,
		deleted.map(({ after }) => after.id),
	);
	const coming = await goneWith(
		tx,
		restored.flatMap(({ before }) => before ?? []),
	);
	const following = (list: readonly Change[], lines: ReadonlyMap<string, readonly CrmRecord[]>) =>
		list.flatMap(({ after: { id, deletedAt }, kind, item }) =>
			(lines.get(id) ?? []).map((before): Change => ({ object: line, before, after: changedRecord(before, { deletedAt }), kind, item })),
		);
	return [...following(deleted, going), ...following(restored, coming)];
}
