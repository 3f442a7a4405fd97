import { breathe } from './pace';
import { quote, type Sql } from './sql';

/** A statement, but for its `VALUES …`. */
interface Frame {
	readonly before: string;
	readonly after?: string;
}

/** As many as the connection keeps prepared: an update has one for every set of columns. */
const maxTexts = 400;
const texts = new Map<string, string>();

function textOf({ before, after = '' }: Frame, rows: number, columns: number): string {
	const key = `${rows}|${before}${after}`;
	let text = texts.get(key);
	if (!text) {
		if (texts.size >= maxTexts) texts.clear();
		const row = `(${Array<string>(columns).fill('?').join(', ')})`;
		texts.set(key, (text = `${before} VALUES ${Array<string>(rows).fill(row).join(', ')}${after}`));
	}
	return text;
}

/**
 * Sends a statement on rows, a few of them at a time, letting the event loop run in between.
 *
 * @param places the cells of a row that the statement takes, in its order
 */
export async function withRows(sql: Sql, frame: Frame, rows: readonly unknown[][], places: readonly number[]): Promise<void> {
	let done = 0;
	while (done < rows.length) {
		const size = sql.dialect.rowsAStatement.find((candidate) => candidate <= rows.length - done) ?? 1;
		const parameters: unknown[] = [];
		for (let i = done; i < done + size; i++) for (const place of places) parameters.push(rows[i][place]);
		await sql.send(textOf(frame, size, places.length), parameters);
		done += size;
		await breathe();
	}
}

/** Where the rows go. */
export interface InsertTarget {
	readonly table: string;
	readonly columns: readonly string[];
	/** Unique columns of rows that may be there: then the other columns get the new values. */
	readonly key?: readonly string[];
}

function onConflict(columns: readonly string[], key: readonly string[]): string {
	const sets = columns.filter((name) => !key.includes(name)).map((name) => `${quote(name)} = excluded.${quote(name)}`);
	return ` ON CONFLICT (${key.map(quote).join(', ')}) DO UPDATE SET ${sets.join(', ')}`;
}

/** Inserts rows with a few multi-row statements. */
export async function insertRows(sql: Sql, target: InsertTarget, rows: readonly unknown[][]): Promise<void> {
	const { table, key } = target;
	const places = [...target.columns.keys()].filter((place) => key !== undefined || isFilled(rows, place));
	const columns = places.map((place) => target.columns[place]);
	const before = `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')})`;
	await withRows(sql, { before, after: key && onConflict(columns, key) }, rows, places);
}

/** Half of a new record's columns are empty, and handing over nothing takes time too. */
const isFilled = (rows: readonly unknown[][], place: number): boolean =>
	rows.some((row) => row[place] !== null && row[place] !== undefined);
