import type { Dialect, RowColumns } from './dialect';
import type { ColumnType } from './table';

/** Runs one statement and gives its rows (none for a statement that returns none). */
export interface Sql {
	readonly dialect: Dialect;
	query<Row = Record<string, unknown>>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Collects parameters while a statement is put together, so that values never stand in the text. */
export class Bindings {
	readonly values: unknown[] = [];

	/** @param sql what the statement will run on */
	constructor(private readonly sql: Pick<Sql, 'dialect'>) {}

	/** The placeholder for `value`. */
	add(value: unknown): string {
		this.values.push(value);
		return '?';
	}

	/** A table of the given values, for FROM (column `value`) and IN: one parameter and one statement text for any number of them. */
	list(values: readonly unknown[], type: ColumnType = 'text'): string {
		return this.sql.dialect.values(this.add(JSON.stringify(values)), type);
	}

	/** The same of rows, with their columns named; for FROM. */
	rows(rows: readonly unknown[][], columns: RowColumns): string {
		return this.sql.dialect.rows(this.add(JSON.stringify(rows)), columns);
	}

	/** The condition that a stored JSON list has an entry, or a stored JSON object a key, that is one of the values. */
	holds(json: string, part: 'entry' | 'key', values: readonly string[]): string {
		return this.sql.dialect.holds(json, part, this.list(values));
	}
}

/** A quoted identifier. Only names from schemas and migrations get here. */
export const quote = (name: string): string => `"${name.replace(/"/g, '""')}"`;
