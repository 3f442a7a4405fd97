import type { Connection, CrmRecord } from '../crm';
import type { CrmObject } from '../schema/types';
import type { ColumnType } from './table';

/**
 * The plan of a statement. `kept`: it goes by one key, whatever that is and however large the table, so that an engine
 * which plans each call anew, at more cost than the look-up itself, need not. Only for statements of few texts.
 */
export type Plan = 'kept';

/** Runs statements; those of a transaction one after the other, in the order of the calls, whoever waits for their answers. */
export interface Sql {
	readonly dialect: Dialect;
	/** Runs one statement and gives its rows (none for a statement that returns none). */
	query<Row = Record<string, unknown>>(statement: string, parameters?: readonly unknown[], plan?: Plan): Promise<Row[]>;
	/**
	 * Runs a statement whose rows nobody reads. In a transaction it is only on its way then, so that the next one follows
	 * without waiting for its answer; what goes wrong with it is thrown by a later one, or by the end of the transaction.
	 */
	send(statement: string, parameters?: readonly unknown[], plan?: Plan): Promise<void>;
}

/** Statements outside transactions, each of which is waited for. */
export const sqlBy = (dialect: Dialect, query: Sql['query']): Sql => ({
	dialect,
	query,
	send: async (...statement) => void (await query(...statement)),
});

/** Columns by name, in the order of a row's values. */
type RowColumns = Readonly<Record<string, ColumnType>>;

/**
 * What an engine says in its own way, one object per engine; texts that come in and go out are SQL. Statements outside
 * the engines' folders are SQL that every engine reads alike: SQLite and PostgreSQL 14.
 */
export interface Dialect {
	readonly engine: Connection['kind'];
	/** Records written, indexed and logged together before others get their turn. */
	readonly chunkSize: number;
	/** Rows of one statement, the most first: few sizes, so that the engine sees the same texts again; the last one is 1. */
	readonly rowsAStatement: readonly number[];
	/** The operator that finds a pattern whatever the case of Latin letters. */
	readonly like: string;
	/** A parameter's column in a table of VALUES, which has no type of its own. */
	typed(value: string, type: ColumnType): string;
	/** The values of a JSON list as a table with the column `value`, for FROM and IN. @param count how many it has, where that is known */
	values(list: string, type: ColumnType, count?: number): string;
	/**
	 * The condition that an indexed column has one of the values of a JSON list: by its index even where the engine knows
	 * nothing yet about a table that has just been filled.
	 */
	among(column: string, list: string, type: ColumnType): string;
	/** The rows of a JSON list of lists, so many, as a table, for FROM. */
	rows(list: string, columns: RowColumns, count: number): string;
	/**
	 * Whether a JSON list has an entry, or a JSON object a key, that is in the table `wanted`. True for JSON that is damaged or no such thing, so
	 * that whoever reads it finds the damage: a statement that fails would hide all other rows with it.
	 */
	holds(json: string, part: 'entry' | 'key', wanted: string): string;
	/** The entry of a JSON object in a column, as a value of its type. A statement and its index must say the same. */
	custom(column: string, key: string, type: ColumnType): string;
	/** A stored JSON object with the entries of another one in it; null takes an entry away. */
	merged(stored: string, changes: string): string;
	/** The number of the last event that no event still to be committed comes before; an expression, null for an empty log. */
	readonly settledSeq: string;
	/** Numbers for new events, rising, in a transaction that has written something already. */
	eventNumbers(tx: Sql, count: number): Promise<number[]>;
	/**
	 * The end of a SELECT whose rows `t` nobody else may then change (`change`), refer to or change (`remove`), or remove
	 * (`refer`) until the transaction ends. Rows are taken in the order of their ids, so that two callers do not block each other.
	 */
	lockRows(purpose: RowLock): string;
	/** The end of a SELECT that leaves out rows which another transaction has locked, and locks the others. */
	readonly skipLocked: string;
	/** Makes callers that name one of the same things take turns until their transactions end. */
	takeTurns(tx: Sql, about: TurnKind, things: readonly string[]): Promise<void>;
	readonly search: Search;
}

export type RowLock = 'refer' | 'change' | 'remove';

/**
 * What callers take turns about: an import, what a sender may post, a key against repeats, a company, a unique key, the
 * keys that people are matched on, what may be sent, a tree, whose turn it is to get work, a subscription. A transaction that takes several takes them in this order, so that no two wait
 * for each other.
 */
export type TurnKind = 'import' | 'sender' | 'repeat' | 'company' | 'key' | 'person' | 'budget' | 'tree' | 'assignment' | 'subscription';

/** The type-ahead index of objects that have search fields. */
interface Search {
	/** Where a statement finds the records `t` that a person typed something of; undefined when that finds nothing. */
	find(object: CrmObject, typed: string, bindings: Pick<Bindings, 'add'>): Found | undefined;
	/** What the index gives the records it finds in the order of; missing where that is no order. */
	order?(object: CrmObject): IndexOrder;
	/** Makes records found by what they say now. */
	write(tx: Sql, object: CrmObject, records: readonly CrmRecord[]): Promise<void>;
}

interface Found {
	/** For FROM, with the object's own table as `t`. */
	readonly from: string;
	/** Stands behind `from`, before any other condition. */
	readonly where: string;
}

/** An order as old as the id's, in which a page of many records needs no sort of all. */
export interface IndexOrder {
	readonly column: string;
	/** The place in this order of the record whose id the expression gives. */
	placeOf(id: string): string;
}

/** Collects parameters while a statement is put together, so that values never stand in the text. */
export class Bindings {
	readonly values: unknown[] = [];
	readonly dialect: Dialect;

	/** @param sql what the statement will run on */
	constructor(sql: Pick<Sql, 'dialect'>) {
		this.dialect = sql.dialect;
	}

	/** The placeholder for `value`. */
	add(value: unknown): string {
		this.values.push(value);
		return '?';
	}

	/** A table of the given values, for FROM (column `value`) and IN: one parameter and one statement text for any number of them. */
	list(values: readonly unknown[], type: ColumnType = 'text'): string {
		return this.dialect.values(this.add(listText(values)), type, values.length);
	}

	/** The condition that an indexed column has one of the given values; a single text, the most frequent case, needs no list. */
	among(column: string, values: readonly unknown[], type: ColumnType = 'text'): string {
		if (values.length === 1 && typeof values[0] === 'string') return `${column} = ${this.dialect.typed(this.add(values[0]), type)}`;
		return this.dialect.among(column, this.add(listText(values)), type);
	}

	/** The same of rows, with their columns named; for FROM. */
	rows(rows: readonly unknown[][], columns: RowColumns): string {
		return this.dialect.rows(this.add(listText(rows)), columns, rows.length);
	}

	/** The condition that a stored JSON list has an entry, or a stored JSON object a key, that is one of the values. */
	holds(json: string, part: 'entry' | 'key', values: readonly string[]): string {
		return this.dialect.holds(json, part, this.list(values));
	}
}

/** What PostgreSQL takes in no text: the character NUL and halves of surrogate pairs, as JSON writes them. */
const unwritable = /\\u(?:0000|d[89a-f])/i;

const writable = (_key: string, value: unknown): unknown =>
	typeof value === 'string' ? value.replaceAll('\0', '\ufffd').toWellFormed() : value;

function listText(values: readonly unknown[]): string {
	const text = JSON.stringify(values);
	return unwritable.test(text) ? JSON.stringify(values, writable) : text;
}

/** A quoted identifier. Only names from schemas and migrations get here. */
export const quote = (name: string): string => `"${name.replace(/"/g, '""')}"`;
