import { AsyncLocalStorage } from 'node:async_hooks';
import { statSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../context';
import { asCrmError, fileGone, needsReopening } from './failures';
import { migrate } from './migrate';
import { openSqlite, nativeOf, sqlOf } from './sqlite/open';
import type { Sql } from './sql';
import { UnitOfWork, type Tx, type WriteQueue } from './unitOfWork';

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
	/** Tells this file from one put in its place. */
	readonly inode: number;
}

/** The database of one CRM: one connection that writes, one that only reads, kept for the life of the process. */
export class Store {
	readonly #listeners = new Set<() => void>();
	#poll?: NodeJS.Timeout;
	#seenVersion?: unknown;
	#connections?: Connections;
	#opening?: Promise<Connections>;
	#stale = false;
	/** Set inside a write, which must keep to its connection whatever happens to the file. */
	readonly #inside = new AsyncLocalStorage<Connections>();

	constructor(
		readonly file: string,
		private readonly queue: WriteQueue,
	) {}

	/** Reads committed data only. */
	readonly read: Sql = {
		query: <Row>(statement: string, parameters?: readonly unknown[]) =>
			this.#guarded(async ({ reader }) => await sqlOf(reader).query<Row>(statement, parameters)),
	};

	/**
	 * Runs `work` in one write transaction; all or nothing.
	 * @throws CrmError StoreUnavailable when the database cannot be written
	 */
	write<T>(context: CallContext, work: (tx: StoreTx) => Promise<T>): Promise<T> {
		return this.#guarded((connections) =>
			connections.unit.run(async (tx) => {
				const storeTx: StoreTx = { ...tx, context };
				tx.afterCommit(() => storeTx.callId !== undefined && this.#wake());
				return await this.#inside.run(connections, () => work(storeTx));
			}),
		);
	}

	/** TypeORM's own API on committed data, for entity work that is not on a hot path. */
	async entities(): Promise<DataSource['manager']> {
		return (await this.#open()).reader.manager;
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
		await this.#opening?.catch(() => undefined);
		await this.queue.run(() => this.#disconnect());
	}

	async #disconnect(): Promise<void> {
		const connections = this.#connections;
		this.#connections = undefined;
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
		if (current && !this.#stale && inodeOf(this.file) === current.inode) return current;
		this.#opening ??= this.#reopen().finally(() => (this.#opening = undefined));
		return await this.#opening;
	}

	async #reopen(): Promise<Connections> {
		// A file that was there and is gone must not be replaced by an empty one behind the user's back.
		if (this.#connections && inodeOf(this.file) === undefined) throw fileGone();
		await this.queue.run(() => this.#disconnect());
		this.#stale = false;
		this.#connections = await this.#connect();
		return this.#connections;
	}

	async #connect(): Promise<Connections> {
		const writer = await openSqlite(this.file, 'write');
		const unit = new UnitOfWork(sqlOf(writer), this.queue);
		try {
			await migrate({ dataSource: writer, unit, file: this.file, native: nativeOf(writer) });
			const reader = await openSqlite(this.file, 'read');
			return { writer, reader, unit, inode: inodeOf(this.file) ?? 0 };
		} catch (error) {
			await writer.destroy();
			throw error;
		}
	}

	async #lookForOthers(): Promise<void> {
		const [row] = await this.read.query('PRAGMA data_version').catch(() => []);
		if (!row || row.data_version === this.#seenVersion) return;
		this.#seenVersion = row.data_version;
		this.#wake();
	}

	#wake(): void {
		for (const listener of this.#listeners) listener();
	}
}

function inodeOf(file: string): number | undefined {
	return statSync(file, { throwIfNoEntry: false })?.ino;
}
