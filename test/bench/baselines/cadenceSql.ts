import type { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import type { Connection } from '../../../core/crm';
import { connectAlone } from '../../../core/store/postgres/open';

/** Rows of a table, in the order of its columns. */
export interface TableRows {
	readonly table: string;
	readonly columns: readonly string[];
	readonly rows: readonly unknown[][];
}

/** One statement and the rows that it is run with; PostgreSQL gets them in as few statements as they fit in. */
export interface RowWork {
	/** For SQLite, once a row; parameters are `?`, in the order of the row's cells. */
	readonly each: string;
	/** For PostgreSQL: the statement around a table `v` of the rows, with a column c1, c2 … for each cell. */
	readonly all: (values: string) => string;
	readonly rows: readonly unknown[][];
}

/** Somebody with a connection of their own, who knows the tables and nothing of the product. */
export interface Hand {
	query(sql: string, parameters?: readonly unknown[]): Promise<Array<Record<string, unknown>>>;
	/** All of them in one transaction. */
	run(works: readonly RowWork[]): Promise<void>;
	close(): Promise<void>;
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** Puts rows into their tables, all in one transaction. */
export const insertsOf = (tables: readonly TableRows[]): RowWork[] =>
	tables.map(({ table, columns, rows }) => ({
		each: `INSERT INTO "${table}" (${quoted(columns)}) VALUES (${columns.map(() => '?').join(', ')})`,
		all: (values) => `INSERT INTO "${table}" (${quoted(columns)}) ${values}`,
		rows,
	}));

class OnSqlite implements Hand {
	constructor(private readonly database: DatabaseSync) {}

	query(sql: string, parameters: readonly unknown[] = []): Promise<Array<Record<string, unknown>>> {
		return Promise.resolve(this.database.prepare(sql).all(...(parameters as never[])));
	}

	run(works: readonly RowWork[]): Promise<void> {
		this.database.exec('BEGIN IMMEDIATE');
		for (const { each, rows } of works) {
			const statement = this.database.prepare(each);
			for (const row of rows) statement.run(...(row as never[]));
		}
		this.database.exec('COMMIT');
		return Promise.resolve();
	}

	close(): Promise<void> {
		this.database.close();
		return Promise.resolve();
	}
}

/** Rows of one statement: with up to 24 cells they stay below the 65,535 parameters of one. */
const atOnce = 500;

class OnPostgres implements Hand {
	constructor(private readonly client: Client) {}

	async query(sql: string, parameters: readonly unknown[] = []): Promise<Array<Record<string, unknown>>> {
		let n = 0;
		return (
			await this.client.query<Record<string, unknown>>(
				sql.replace(/\?/g, () => `$${++n}`),
				parameters as unknown[],
			)
		).rows;
	}

	async run(works: readonly RowWork[]): Promise<void> {
		await this.client.query('BEGIN');
		for (const { all, rows } of works)
			for (let i = 0; i < rows.length; i += atOnce) {
				const some = rows.slice(i, i + atOnce);
				const cells = some[0].length;
				const values = some.map((_, r) => `(${Array.from({ length: cells }, (_cell, c) => `$${r * cells + c + 1}`).join(', ')})`);
				await this.client.query(all(`VALUES ${values.join(', ')}`), some.flat());
			}
		await this.client.query('COMMIT');
	}

	async close(): Promise<void> {
		await this.client.end();
	}
}

/** A hand with a connection set up as the product sets up its own. */
export async function handOn(connection: Connection): Promise<Hand> {
	if (connection.kind === 'postgres') return new OnPostgres(await connectAlone(connection));
	const { DatabaseSync: Database } = await import('node:sqlite');
	const database = new Database(connection.path);
	database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON');
	return new OnSqlite(database);
}
