import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { warn } from '../warning';
import { Store } from './store';
import { WriteQueue } from './unitOfWork';

interface Entry {
	readonly store: Store;
	readonly build: string;
	readonly file: string;
	users: number;
	retired: boolean;
	/** Closes the store once nobody uses it. Written by the code that opened it. */
	settle(): void;
}

/**
 * What all versions of this package in one process share: after an update through n8n's GUI old and new code run side
 * by side. Its shape is a protocol between versions; change it only by adding.
 */
interface Registry {
	readonly entries: Map<string, Entry>;
	/** One queue per file, so that two versions never write at once from one thread. */
	readonly queues: Map<string, WriteQueue>;
}

const key = Symbol.for('n8n-nodes-guanxi');
/** A new one whenever this code is loaded anew. */
const build = randomUUID();

function registry(): Registry {
	const shared = globalThis as { [key]?: Registry };
	shared[key] ??= { entries: new Map(), queues: new Map() };
	return shared[key];
}

function openEntry(file: string): Entry {
	const { entries, queues } = registry();
	const queue = queues.get(file) ?? new WriteQueue();
	queues.set(file, queue);
	const entry: Entry = {
		store: new Store(file, queue),
		build,
		file,
		users: 0,
		retired: false,
		settle() {
			if (!this.retired || this.users > 0) return;
			entries.delete(`${this.build}|${file}`);
			// Nobody waits for it: unheard, a rejection would end n8n.
			this.store.close().catch(warn);
		},
	};
	for (const older of entries.values()) {
		if (older.file !== file) continue;
		older.retired = true;
		older.settle();
	}
	entries.set(`${build}|${file}`, entry);
	return entry;
}

/** The store on this file, one per process; `release` it when done. Opens nothing until it is used. */
export function acquireStore(file: string): { store: Store; release: () => void } {
	const absolute = path.resolve(file);
	const entry = registry().entries.get(`${build}|${absolute}`) ?? openEntry(absolute);
	entry.users += 1;
	let released = false;
	return {
		store: entry.store,
		release: () => {
			if (released) return;
			released = true;
			entry.users -= 1;
			entry.settle();
		},
	};
}

/** Closes every store that this code opened in this process; for tests and tools that are about to end. */
export async function closeStores(): Promise<void> {
	const { entries } = registry();
	for (const [name, entry] of [...entries]) {
		if (entry.build !== build) continue;
		entries.delete(name);
		await entry.store.close();
	}
}
