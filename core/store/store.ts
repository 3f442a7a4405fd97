import { AsyncLocalStorage } from 'node:async_hooks';
import { rmSync, statSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../context';
import type { Connection } from '../crm';
import { CatalogueCache, type CatalogueUse } from './catalogue';
import type { IndexPlan } from './fieldIndexes';
import { asCrmError, fileGone, needsReopening } from './failures';
import { migrate, refuseOutdated } from './migrate';
import { patiently } from './patience';
import { Checkpointer } from './sqlite/checkpoint';
import { bytesOf, checkFile, type Condition } from './sqlite/condition';
import { sqliteDialect } from './sqlite/dialect';
import { buildIndexes, runAside } from './sqlite/aside';
import { dataVersion, openSqlite, sqlOf } from './sqlite/open';
import type { Sql } from './sql';
import { warn } from '../warning';
import { UnitOfWork, type Tx, type WriteQueue } from './unitOfWork';

/** Who writes, and with which definitions of custom fields; without them where only built-in fields are written. */
export interface WriteContext extends CallContext {
	readonly use?: CatalogueUse;
}

/** A write transaction together with who runs it. */
export interface StoreTx extends Tx {
	readonly context: CallContext;
	/** The row of `crm_call` that this call's events point to; made when the first event is written. */
	callId?: number;
}

interface Connections {
	readonly writer: DataSource;
	readonly reader: DataSource;
	readonly unit: UnitOfWork;
	/** Tell these files from others put in their place. */
	readonly file: string;
	readonly log: string | undefined;
}

/** The database of one CRM: one connection that writes, one that only reads, kept for the life of the process. */
export class Store {
	readonly #listeners = new Set<() => void>();
	readonly #background = new Set<Promise<void>>();
	readonly #checkpointer: Checkpointer;
	#poll?: NodeJS.Timeout;
	#seenVersion?: unknown;
	#connections?: Connections;
	#opening?: Promise<Connections>;
	#stale = false;
	/** A file that was there and is gone must not be replaced by an empty one behind the user's back. */
	#wasThere = false;
	/** Set inside a write, which must keep to its connection whatever happens to the file. */
	readonly #inside = new AsyncLocalStorage<Connections>();

	constructor(
		readonly file: string,
		private readonly queue: WriteQueue,
	) {
		this.#checkpointer = new Checkpointer(file);
	}

	/** Which engine it is, where its data is, and how much: bytes. */
	describe(): { engine: Connection['kind']; file: string; bytes: number } {
		return { engine: this.read.dialect.engine, file: this.file, bytes: bytesOf(this.file) };
	}

	/** Whether the database is whole; reads all of it, in a thread of its own. */
	async check(): Promise<Condition> {
		return await checkFile(this.file);
	}

	/** Reads committed data only. */
	readonly read: Sql = {
		dialect: sqliteDialect,
		query: <Row>(statement: string, parameters?: readonly unknown[]) =>
			this.#guarded(({ reader }) => patiently(() => sqlOf(reader).query<Row>(statement, parameters))),
	};

	/** The objects of this database, with its custom fields. */
	readonly catalogue = new CatalogueCache(this.read);

	/**
	 * Runs `work` in one write transaction; all or nothing.
	 * @throws CrmError StoreUnavailable when the database cannot be written
	 * @throws DefinitionsChanged
	 */
	write<T>(context: WriteContext, work: (tx: StoreTx) => Promise<T>): Promise<T> {
		const outermost = this.#inside.getStore() === undefined;
		return this.#guarded((connections) =>
			connections.unit.run(async (tx) => {
				if (outermost) await refuseOutdated(tx, context.use);
				const storeTx: StoreTx = { ...tx, context };
				tx.afterCommit(() => storeTx.callId !== undefined && this.#wake());
				if (outermost) tx.afterCommit(() => this.#checkpointer.afterCommit());
				const result = await this.#inside.run(connections, () => work(storeTx));
				// A commit into a file that was taken away meanwhile would be reported as done and then be lost.
				if (outermost && identityOf(this.file) !== connections.file) throw fileGone();
				return result;
			}),
		);
	}

	/** Rows of a statement that may read a whole table; it holds up nobody. Parameters are texts. */
	async survey<Row>(text: string, parameters: readonly string[] = []): Promise<Row[]> {
		return await this.#guarded(() => runAside<Row>(this.file, [{ text, parameters }], 'read'));
	}

	/** Builds the indexes of a custom field. Others go on reading meanwhile, and their writes wait. */
	async buildIndexes(plan: IndexPlan): Promise<void> {
		await this.#guarded(() => this.queue.run(() => buildIndexes(this.file, plan)));
	}

	/** Work that goes on after the call that began it; closing waits for it. */
	inBackground(work: Promise<void>): void {
		const running = work.catch(warn).finally(() => this.#background.delete(running));
		this.#background.add(running);
	}

	/** TypeORM's own API on committed data, for entity work that is not on a hot path. */
	async entities(): Promise<DataSource['manager']> {
		return (this.#inside.getStore() ?? (await this.#open())).reader.manager;
	}

	/** Calls `listener` directly after commits of this process that wrote events, and within a second after those of others. */
	watch(listener: () => void): () => void {
		this.#listeners.add(listener);
		this.#poll ??= setInterval(() => void this.#lookForOthers(), 1000).unref();
		return () => {
			this.#listeners.delete(listener);
			if (this.#listeners.size === 0) {
				clearInterval(this.#poll);
				this.#poll = undefined;
			}
		};
	}

	async close(): Promise<void> {
		clearInterval(this.#poll);
		await Promise.all(this.#background);
		await this.#opening?.catch(() => undefined);
		await this.queue.run(() => this.#disconnect());
	}

	async #disconnect(): Promise<void> {
		const connections = this.#connections;
		this.#connections = undefined;
		await this.#checkpointer.idle();
		await connections?.reader.destroy();
		await connections?.writer.destroy();
	}

	async #guarded<T>(work: (connections: Connections) => Promise<T>): Promise<T> {
		try {
			return await work(this.#inside.getStore() ?? (await this.#open()));
		} catch (error) {
			const failure = asCrmError(error);
			if (needsReopening(failure)) this.#stale = true;
			throw failure;
		}
	}

	/** The connections, opened on first use, and again when the file was replaced or the last use broke them. */
	async #open(): Promise<Connections> {
		const current = this.#connections;
		if (current && !this.#stale && identityOf(this.file) === current.file) return current;
		this.#opening ??= this.#reopen().finally(() => (this.#opening = undefined));
		return await this.#opening;
	}

	async #reopen(): Promise<Connections> {
		const present = identityOf(this.file);
		if (this.#wasThere && present === undefined) throw fileGone();
		this.#wasThere ||= present !== undefined;
		const former = this.#connections;
		await this.queue.run(() => this.#disconnect());
		if (former && former.file !== present) this.#removeLog(former);
		this.#stale = false;
		this.#connections = await this.#connect();
		this.#wasThere = true;
		return this.#connections;
	}

	/**
	 * SQLite leaves the write-ahead log of a file that was replaced, and would play it into the new one.
	 * https://sqlite.org/howtocorrupt.html#unlinking_or_renaming_a_database_file_while_in_use
	 */
	#removeLog(former: Connections): void {
		if (former.log === undefined || identityOf(`${this.file}-wal`) !== former.log) return;
		for (const suffix of ['-wal', '-shm']) rmSync(this.file + suffix, { force: true });
	}

	async #connect(): Promise<Connections> {
		const writer = await openSqlite(this.file, 'write');
		const unit = new UnitOfWork(sqlOf(writer), this.queue);
		try {
			await migrate({ dataSource: writer, unit, file: this.file });
			const reader = await openSqlite(this.file, 'read');
			return { writer, reader, unit, file: identityOf(this.file) ?? '', log: identityOf(`${this.file}-wal`) };
		} catch (error) {
			await writer.destroy();
			throw error;
		}
	}

	async #lookForOthers(): Promise<void> {
		const version = await dataVersion(this.read).catch(() => undefined);
		if (version === undefined || version === this.#seenVersion) return;
		this.#seenVersion = version;
		this.#wake();
	}

	#wake(): void {
		for (const listener of this.#listeners) listener();
	}
}

/** Device and inode of a file, undefined when there is none. */
function identityOf(file: string): string | undefined {
	const stat = statSync(file, { throwIfNoEntry: false });
	return stat && `${stat.dev}:${stat.ino}`;
}
