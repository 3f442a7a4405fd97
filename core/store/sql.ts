/** Runs one statement and gives its rows (none for a statement that returns none). */
export interface Sql {
	query<Row = Record<string, unknown>>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Collects parameters while a statement is put together, so that values never stand in the text. */
export class Bindings {
	readonly values: unknown[] = [];

	/** The placeholder for `value`. */
	add(value: unknown): string {
		this.values.push(value);
		return '?';
	}

	/** A sub-select of the given values: one parameter and one statement text for any number of them. */
	list(values: readonly unknown[]): string {
		return `(SELECT value FROM json_each(${this.add(JSON.stringify(values))}))`;
	}
}

/** A quoted identifier. Only names from schemas and migrations get here. */
export const quote = (name: string): string => `"${name.replace(/"/g, '""')}"`;
