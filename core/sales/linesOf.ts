import type { CrmRecord } from '../crm';
import type { CrmObject } from '../schema/types';
import { Bindings, breathe, chunksOf, formatOf, quote, type Sql } from '../store';

interface Kind {
	readonly line: CrmObject;
	readonly parentField: string;
}

/** The live lines of some parents, by parent, in the order in which they were made. */
export async function linesOf(sql: Sql, { line, parentField }: Kind, ids: readonly string[]): Promise<Map<string, CrmRecord[]>> {
	const format = formatOf(line);
	const lines = new Map<string, CrmRecord[]>();
	for (const chunk of chunksOf(ids, 250)) {
		const bindings = new Bindings(sql);
		const rows = await sql.query(
			`SELECT ${format.select} FROM ${quote(line.table)} t WHERE ${bindings.among(quote(parentField), chunk)} AND "deletedAt" IS NULL ORDER BY "id"`,
			bindings.values,
		);
		for (const row of rows) {
			const record = format.decode(row);
			const parent = String(record[parentField]);
			const list = lines.get(parent);
			if (list) list.push(record);
			else lines.set(parent, [record]);
			await breathe();
		}
	}
	return lines;
}

/** Which of some parents have lines. */
export async function withLines(sql: Sql, { line, parentField }: Kind, ids: readonly string[]): Promise<ReadonlySet<string>> {
	if (ids.length === 0) return new Set();
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string }>(
		`SELECT DISTINCT ${quote(parentField)} AS id FROM ${quote(line.table)} WHERE ${bindings.among(quote(parentField), ids)} AND "deletedAt" IS NULL`,
		bindings.values,
	);
	return new Set(rows.map((row) => row.id));
}
