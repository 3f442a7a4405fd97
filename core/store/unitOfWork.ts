import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { asCrmError, isBusy } from './failures';
import type { Sql } from './sql';

/** Milliseconds a write waits for another process that has the file locked. */
const lockPatience = 5000;

interface Frame {
	open: boolean;
	depth: number;
	tail: Promise<unknown>;
	/** Called after the commit; dropped on rollback. */
	readonly after: Array<() => void>;
}

/** Runs tasks one after another. Shared by all versions of our code that have the same file open in this process. */
export class WriteQueue {
	#tail: Promise<unknown> = Promise.resolve();

	run<T>(task: () => Promise<T>): Promise<T> {
		const result = this.#tail.then(task);
		this.#tail = result.catch(() => undefined);
		return result;
	}
}

/** A running transaction. Using it after it has ended is a programming error and throws. */
export interface Tx extends Sql {
	/** Runs `listener` once the transaction is committed. */
	afterCommit(listener: () => void): void;
}

/**
 * One write transaction at a time over one connection. A call inside a transaction joins it under a savepoint; calls
 * made side by side inside one transaction take turns.
 */
export class UnitOfWork {
	readonly #frames = new AsyncLocalStorage<{ frame: Frame; tx: Tx }>();

	constructor(
		private readonly connection: Sql,
		private readonly queue: WriteQueue,
	) {}

	/** @throws CrmError StoreUnavailable when the database cannot be written. Nothing is stored then. */
	run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
		const current = this.#frames.getStore();
		return current ? this.#nested(current, work) : this.queue.run(() => this.#outer(work));
	}

	async #outer<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
		const frame: Frame = { open: true, depth: 0, tail: Promise.resolve(), after: [] };
		const tx = this.#handle(frame);
		try {
			await this.#begin();
			const result = await this.#frames.run({ frame, tx }, () => work(tx));
			await this.connection.query('COMMIT');
			frame.open = false;
			for (const listener of frame.after) listener();
			return result;
		} catch (error) {
			frame.open = false;
			// SQLite has already rolled back after some errors (full disk, I/O); then this fails and nothing is left to do.
			await this.connection.query('ROLLBACK').catch(() => undefined);
			throw asCrmError(error);
		}
	}

	/** Waits for another process's lock without blocking the thread. */
	async #begin(): Promise<void> {
		const giveUp = performance.now() + lockPatience;
		for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
			try {
				await this.connection.query('BEGIN IMMEDIATE');
				return;
			} catch (error) {
				if (!isBusy(error) || performance.now() > giveUp) throw error;
				await sleep(pause);
			}
		}
	}

	#nested<T>(current: { frame: Frame; tx: Tx }, work: (tx: Tx) => Promise<T>): Promise<T> {
		const { frame } = current;
		const task = frame.tail.then(async () => {
			const name = `s${++frame.depth}`;
			await current.tx.query(`SAVEPOINT ${name}`);
			const listeners = frame.after.length;
			const inner: Frame = { open: true, depth: frame.depth * 100, tail: Promise.resolve(), after: frame.after };
			const tx = this.#handle(inner);
			try {
				const result = await this.#frames.run({ frame: inner, tx }, () => work(tx));
				await this.connection.query(`RELEASE ${name}`);
				return result;
			} catch (error) {
				frame.after.length = listeners;
				await this.connection.query(`ROLLBACK TO ${name}`).catch(() => undefined);
				await this.connection.query(`RELEASE ${name}`).catch(() => undefined);
				throw error;
			} finally {
				inner.open = false;
			}
		});
		frame.tail = task.catch(() => undefined);
		return task;
	}

	#handle(frame: Frame): Tx {
		return {
			query: async <Row>(statement: string, parameters?: readonly unknown[]) => {
				if (!frame.open) throw new Error('this transaction has ended');
				return await this.connection.query<Row>(statement, parameters);
			},
			afterCommit: (listener) => void frame.after.push(listener),
		};
	}
}
