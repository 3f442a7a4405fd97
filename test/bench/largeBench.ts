import type { Crm } from '../../core/crm';
import { readingSql, type ReadingSql } from './baselines/readingSql';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { crmOn, engines, type EngineName } from './engines';
import { filledStore, isFilled, type FilledStore } from './largeStore';

/** A row that measures the same on both engines, in large stores. */
export const onLargeStores = (id: string, measures: (engine: EngineName, options: BenchOptions) => Promise<Measure[]>): Bench => ({
	id,
	ready: ({ customers }) => engines.every((engine) => isFilled(engine, customers)),
	async run(options) {
		const parts: Measure[] = [];
		for (const engine of engines) parts.push(...(await measures(engine, options)));
		return rowOf(id, parts);
	},
});

interface Readers {
	readonly store: FilledStore;
	readonly crm: Crm;
	readonly theirs: ReadingSql;
}

/** Opens a large store for both sides, hands it to `work`, and closes it. */
export async function readLargeStore<T>(engine: EngineName, options: BenchOptions, work: (readers: Readers) => Promise<T>): Promise<T> {
	const store = await filledStore(engine, options.customers, options.say);
	const crm = crmOn(store.connection);
	const theirs = await readingSql(store.connection);
	try {
		return await work({ store, crm, theirs });
	} finally {
		await theirs.close();
		crm.release();
		await store.close();
	}
}
