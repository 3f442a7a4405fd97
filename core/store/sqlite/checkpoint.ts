import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Bytes of write-ahead log after which it is moved into the database file. */
const threshold = 4 * 1024 * 1024;

const script = `
const { workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(workerData);
database.exec('PRAGMA wal_checkpoint(PASSIVE)');
database.close();
`;

/**
 * Moves the write-ahead log into the file from a thread of its own. SQLite would do it in the commit that crosses the
 * threshold, and its fsync then holds up everything in n8n's main thread: 130 ms measured for 4 MB.
 */
export class Checkpointer {
	#running?: Promise<void>;
	#worker?: Worker;

	constructor(private readonly file: string) {}

	/** Call after commits; does nothing while the log is short or the last run goes on. */
	afterCommit(): void {
		if (this.#running || this.#logSize() < threshold) return;
		this.#running = this.#run().finally(() => (this.#running = undefined));
	}

	/** Resolves when no run is going on: closing the file under it would lose nothing but leave the thread behind. */
	async idle(): Promise<void> {
		this.#worker?.ref();
		await this.#running;
	}

	#logSize(): number {
		return statSync(`${this.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
	}

	/** A run that fails is tried again after the next commit; until then the log only grows. */
	#run(): Promise<void> {
		return new Promise((resolve) => {
			const worker = new Worker(script, { eval: true, workerData: this.file });
			this.#worker = worker;
			worker.unref();
			worker.on('error', () => resolve());
			worker.on('exit', () => resolve());
		});
	}
}
