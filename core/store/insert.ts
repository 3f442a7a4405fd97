import { breathe } from './pace';
import { quote, type Sql } from './sql';

/** Rows a statement: few sizes, so that their texts stay in the statement cache; each runs for a few milliseconds. */
const sizes = [60, 10, 1];

const texts = new Map<string, string>();

function statement(head: string, rows: number, columns: number): string {
	const key = `${rows}|${head}`;
	let text = texts.get(key);
	if (!text) {
		const row = `(${Array<string>(columns).fill('?').join(', ')})`;
		texts.set(key, (text = `${head} VALUES ${Array<string>(rows).fill(row).join(', ')}`));
	}
	return text;
}

/** Where the rows go: `verb` is INSERT, or REPLACE for rows that may be there. */
export interface InsertTarget {
	readonly verb?: 'INSERT' | 'REPLACE';
	readonly table: string;
	readonly columns: readonly string[];
}

/** Inserts rows with a few multi-row statements, letting the event loop run in between. */
export async function insertRows(sql: Sql, target: InsertTarget, rows: readonly unknown[][]): Promise<void> {
	const head = `${target.verb ?? 'INSERT'} INTO ${quote(target.table)} (${target.columns.map(quote).join(', ')})`;
	let done = 0;
	while (done < rows.length) {
		const size = sizes.find((candidate) => candidate <= rows.length - done) ?? 1;
		const parameters: unknown[] = [];
		for (let i = done; i < done + size; i++) parameters.push(...rows[i]);
		await sql.query(statement(head, size, target.columns.length), parameters);
		done += size;
		await breathe();
	}
}
