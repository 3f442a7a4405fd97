import type { Connection } from '../../core/crm';
import { acquireStore, type Store } from '../../core/store';
import { scheduleWork } from '../../core/work';

export const dueKind = 'custom:bench';

/** A store with an empty table of due work, held open until `release`. */
export interface DueStore {
	readonly store: Store;
	release(): void;
}

const context = { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false } as const;

export const openDueStore = (connection: Connection): DueStore => acquireStore(connection);

/** Schedules so many items as a domain does, a second apart from a time on. */
export async function scheduleItems({ store }: DueStore, count: number, from: number): Promise<void> {
	const works = Array.from({ length: count }, (_, i) => ({ kind: dueKind, dueAt: new Date(from + i * 1000).toISOString() }));
	await store.write(context, async (tx) => void (await scheduleWork(tx, works)));
}

/** Does something in a transaction of the product. */
export const inTransaction: <T>(store: Store, work: Parameters<typeof store.write<T>>[1]) => Promise<T> = async (store, work) =>
	await store.write(context, work);
