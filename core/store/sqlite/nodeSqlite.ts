import type { DatabaseSync, StatementSync, SQLInputValue } from 'node:sqlite';

/** Extended result codes (https://sqlite.org/rescode.html) by the names that better-sqlite3 and TypeORM use. */
const codeNames: Record<number, string> = {
	5: 'SQLITE_BUSY',
	6: 'SQLITE_LOCKED',
	8: 'SQLITE_READONLY',
	10: 'SQLITE_IOERR',
	11: 'SQLITE_CORRUPT',
	13: 'SQLITE_FULL',
	14: 'SQLITE_CANTOPEN',
	19: 'SQLITE_CONSTRAINT',
	26: 'SQLITE_NOTADB',
	275: 'SQLITE_CONSTRAINT_CHECK',
	787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
	1299: 'SQLITE_CONSTRAINT_NOTNULL',
	1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
	1811: 'SQLITE_CONSTRAINT_FOREIGNKEY',
	2067: 'SQLITE_CONSTRAINT_UNIQUE',
};

/** Gives an error of SQLite's the name of its code. */
export function namedError(error: unknown): unknown {
	const failure = error as { errcode?: number; code?: string };
	if (typeof failure.errcode === 'number') failure.code = codeNames[failure.errcode] ?? codeNames[failure.errcode & 255] ?? 'SQLITE_ERROR';
	return error;
}

function named<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw namedError(error);
	}
}

function bindable(value: unknown): SQLInputValue {
	// node:sqlite binds a number as REAL, which would store 5 as '5.0' in a TEXT column.
	if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
	if (typeof value === 'boolean') return value ? 1n : 0n;
	if (value === undefined || value === null) return null;
	if (value instanceof Date) return value.toISOString();
	// A plain object as first parameter would silently be read as named parameters.
	if (typeof value === 'object' && !ArrayBuffer.isView(value)) throw new TypeError('cannot bind an object to SQLite');
	return value as SQLInputValue;
}

class Statement {
	readonly reader: boolean;
	readonly #statement: StatementSync;

	constructor(database: DatabaseSync, sql: string) {
		this.#statement = database.prepare(sql);
		// node:sqlite drops every statement after the first without a word.
		if (this.#statement.sourceSQL.length < sql.trimEnd().length - 1) throw new RangeError('more than one SQL statement');
		this.reader = this.#statement.columns().length > 0;
	}

	all(...parameters: unknown[]): unknown[] {
		return named(() => this.#statement.all(...parameters.map(bindable)));
	}

	get(...parameters: unknown[]): unknown {
		return named(() => this.#statement.get(...parameters.map(bindable)));
	}

	run(...parameters: unknown[]): unknown {
		return named(() => this.#statement.run(...parameters.map(bindable)));
	}
}

interface OpenOptions {
	readonly readonly?: boolean;
	/** Milliseconds that a statement waits, blocking the thread, for another process's lock. */
	readonly timeout?: number;
}

/** Compiled statements kept for the next time; the oldest goes first. */
const keptStatements = 400;

/** The part of better-sqlite3's surface that TypeORM's driver uses, over Node's built-in `node:sqlite`. */
export class NodeSqliteDatabase {
	readonly connection: DatabaseSync;
	readonly #statements = new Map<string, Statement>();

	constructor(path: string, options: OpenOptions = {}) {
		this.connection = named(() => {
			const { DatabaseSync: Database } = nodeSqlite();
			return new Database(path, { readOnly: options.readonly ?? false, timeout: options.timeout ?? 0 });
		});
	}

	prepare(sql: string): Statement {
		return named(() => new Statement(this.connection, sql));
	}

	/** Runs a statement, compiled once, and gives its rows: none for one that returns none. */
	rows(sql: string, parameters: readonly unknown[]): unknown[] {
		let statement = this.#statements.get(sql);
		if (!statement) {
			this.#statements.set(sql, (statement = this.prepare(sql)));
			const [oldest] = this.#statements.keys();
			if (this.#statements.size > keptStatements) this.#statements.delete(oldest);
		}
		if (statement.reader) return statement.all(...parameters);
		statement.run(...parameters);
		return [];
	}

	exec(sql: string): this {
		named(() => this.connection.exec(sql));
		return this;
	}

	pragma(sql: string): unknown[] {
		return this.prepare(`PRAGMA ${sql}`).all();
	}

	/** Writes a copy of the committed state to `path` while the database stays in use. */
	async backup(path: string): Promise<void> {
		await nodeSqlite()
			.backup(this.connection, path)
			.catch((error: unknown) => Promise.reject(namedError(error) as Error));
	}

	close(): void {
		this.connection.close();
	}
}

/** Node's own SQLite, loaded on first use. Throws `ERR_UNKNOWN_BUILTIN_MODULE` on a Node that has none. */
export function nodeSqlite(): typeof import('node:sqlite') {
	return require('node:sqlite') as typeof import('node:sqlite');
}
