import { hash, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Connection } from '../crm';
import { warn } from '../warning';
import { PostgresEngine } from './postgres/engine';
import { SqliteEngine } from './sqlite/engine';
import { WriteQueue } from './sqlite/writeQueue';
import { Store } from './store';

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

/** Names a database and how it is reached; no password stands in it. */
function fingerprint(connection: Connection): string {
	if (connection.kind === 'sqlite') return path.resolve(connection.path);
	const { host, port, database, schema, user } = connection;
	return `postgres://${user}@${host}:${port}/${database}/${schema} ${hash('sha256', JSON.stringify(connection))}`;
}

function storeOn(connection: Connection, name: string): Store {
	if (connection.kind === 'postgres') return new Store(connection, new PostgresEngine(connection));
	const { queues } = registry();
	const queue = queues.get(name) ?? new WriteQueue();
	queues.set(name, queue);
	return new Store({ kind: 'sqlite', path: name }, new SqliteEngine(name, queue));
}

function openEntry(connection: Connection, file: string): Entry {
	const { entries } = registry();
	const entry: Entry = {
		store: storeOn(connection, file),
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

/** The store on this database, one per process; `release` it when done. Opens nothing until it is used. */
export function acquireStore(connection: Connection): { store: Store; release: () => void } {
	const name = fingerprint(connection);
	const entry = registry().entries.get(`${build}|${name}`) ?? openEntry(connection, name);
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
