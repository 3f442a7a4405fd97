import { rmSync, statSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import type { Condition, Description, Engine, Opened } from '../engine';
import type { PlanNow } from '../fieldIndexes';
import { migrate } from '../migrate';
import { patiently } from '../patience';
import type { Sql } from '../sql';
import { UnitOfWork, type Transactions } from '../unitOfWork';
import { buildIndexes, runAside } from './aside';
import { Checkpointer } from './checkpoint';
import { bytesOf, checkFile } from './condition';
import { copyStore } from './copy';
import { sqliteDialect } from './dialect';
import { fileGone } from './failures';
import { dataVersion, isMade, openSqlite, sqlOf } from './open';
import type { WriteQueue } from './writeQueue';

interface Connections extends Opened {
	readonly writer: DataSource;
	readonly reader: DataSource;
	/** Tell these files from others put in their place. */
	readonly file: string;
	readonly log: string | undefined;
}

/** Milliseconds for which the file is believed to be still in its place: looking takes as long as a third of a small read. */
const trust = 20;

/** A SQLite file: one connection that writes, one that only reads. */
export class SqliteEngine implements Engine {
	readonly dialect = sqliteDialect;
	readonly #checkpointer: Checkpointer;
	#connections?: Connections;
	#opening?: Promise<Connections>;
	#stale = false;
	#lookedAt = -Infinity;
	/** A file that was there and is gone must not be replaced by an empty one behind the user's back. */
	#wasThere = false;

	constructor(
		private readonly file: string,
		private readonly queue: WriteQueue,
	) {
		this.#checkpointer = new Checkpointer(file);
	}

	/** The connections, opened on first use, and again when the file was replaced or the last use broke them. */
	async open(): Promise<Connections> {
		const current = this.#connections;
		if (current && !this.#stale && this.#isInPlace(current)) return current;
		this.#opening ??= this.#reopen().finally(() => (this.#opening = undefined));
		return await this.#opening;
	}

	/** Before a commit it is looked at in any case. */
	#isInPlace({ file }: Connections): boolean {
		const now = performance.now();
		if (now - this.#lookedAt < trust) return true;
		if (identityOf(this.file) !== file) return false;
		this.#lookedAt = now;
		return true;
	}

	distrust(): void {
		this.#stale = true;
	}

	async close(): Promise<void> {
		await this.#opening?.catch(() => undefined);
		await this.queue.run(() => this.#disconnect());
	}

	async describe(): Promise<Description> {
		return await Promise.resolve({ engine: 'sqlite', file: this.file, bytes: bytesOf(this.file) });
	}

	/** Reads all of the file, in a thread of its own. */
	async check(): Promise<Condition> {
		return await checkFile(this.file);
	}

	async survey<Row>(text: string, parameters: readonly string[]): Promise<Row[]> {
		return await runAside<Row>(this.file, [{ text, parameters }], 'read');
	}

	/** Not planned in the queue: reading may open the file anew, which takes its own turn there. */
	async buildIndexes(planNow: PlanNow): Promise<void> {
		const plan = await planNow();
		if (plan) await this.queue.run(() => buildIndexes(this.file, plan));
	}

	/** Other processes see it by looking. */
	announce(): void {}

	committed(): void {
		this.#checkpointer.afterCommit();
	}

	watch(wake: () => void): () => void {
		let seen: unknown;
		const look = async (): Promise<void> => {
			const version = await this.open().then(
				({ read }) => dataVersion(read),
				() => undefined,
			);
			if (version === undefined || version === seen) return;
			seen = version;
			wake();
		};
		const poll = setInterval(() => void look().catch(() => undefined), 1000).unref();
		return () => clearInterval(poll);
	}

	async #disconnect(): Promise<void> {
		const connections = this.#connections;
		this.#connections = undefined;
		await this.#checkpointer.idle();
		await connections?.reader.destroy();
		await connections?.writer.destroy();
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
		const sql = sqlOf(writer);
		const transactions = transactionsOn(sql, this.queue);
		try {
			await migrate({
				sql,
				isMade,
				keep: (version) => copyStore(this.file, `${this.file}.before-${version}`),
				exclusively: (work) =>
					transactions.run(async () => await work(sql, async () => void (await writer.runMigrations({ transaction: 'none' }))), true),
			});
			const reader = await openSqlite(this.file, 'read');
			const file = identityOf(this.file) ?? '';
			return {
				writer,
				reader,
				read: sqlOf(reader),
				unit: new UnitOfWork(transactions),
				entities: reader.manager,
				file,
				log: identityOf(`${this.file}-wal`),
				// A commit into a file that was taken away meanwhile would be reported as done and then be lost.
				beforeCommit: () => {
					if (identityOf(this.file) !== file) throw fileGone();
				},
			};
		} catch (error) {
			await writer.destroy();
			throw error;
		}
	}
}

/** One write transaction at a time over one connection. */
const transactionsOn = (connection: Sql, queue: WriteQueue): Transactions => ({
	run: (work) =>
		queue.run(async () => {
			try {
				await patiently(() => connection.query('BEGIN IMMEDIATE'));
				const result = await work(connection);
				await connection.query('COMMIT');
				return result;
			} catch (error) {
				// SQLite has already rolled back after some errors (full disk, I/O); then this fails and nothing is left to do.
				await connection.query('ROLLBACK').catch(() => undefined);
				throw error;
			}
		}),
});

/** Device and inode of a file, undefined when there is none. */
function identityOf(file: string): string | undefined {
	const stat = statSync(file, { throwIfNoEntry: false });
	return stat && `${stat.dev}:${stat.ino}`;
}
