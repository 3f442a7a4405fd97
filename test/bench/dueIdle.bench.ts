import { nextWorkAt } from '../../core/work/settle';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { dueKind, openDueStore, scheduleItems, type DueStore } from './dueItems';
import { engines, openDatabase, settingsNote, type EngineName } from './engines';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

const [many, few] = [100_000, 1_000];
const target = 1.2;
const warmUps = 50;

/** `npm run bench -- --only due-idle` */
export const dueIdle: Bench = {
	id: 'due-idle',
	async run(options) {
		const parts: Measure[] = [];
		for (const engine of engines) parts.push(await measure(engine, options));
		return rowOf('due-idle', parts);
	},
};

async function measure(engine: EngineName, { quick, say }: BenchOptions): Promise<Measure> {
	const database = await openDatabase(engine);
	const took: Sides<number[]> = { many: [], few: [] };
	const polls = quick ? 300 : 1000;
	try {
		const stores = { many: openDueStore(database.connection('many')), few: openDueStore(database.connection('few')) };
		const tomorrow = Date.now() + 86_400_000;
		await scheduleItems(stores.many, many, tomorrow);
		await scheduleItems(stores.few, few, tomorrow);
		for (let i = 0; i < warmUps + polls; i++) {
			const once = await bothOnce(stores, i % 2 === 0);
			if (i < warmUps) continue;
			took.many.push(once.many);
			took.few.push(once.few);
		}
		stores.many.release();
		stores.few.release();
	} finally {
		await database.close();
	}
	const ratio = median(took.many) / median(took.few);
	say(`${engine}: ${round(median(took.many))} and ${round(median(took.few))} ms`);
	return {
		work: `${engine}: a poll with ${many.toLocaleString('en')} items not yet due, and with ${few.toLocaleString('en')}`,
		unit: 'ms',
		...sides(took.many, took.few),
		ratio: round(ratio),
		target: `≤ ${target} ×`,
		met: ratio <= target,
		notes: [
			settingsNote,
			`medians of ${polls} polls of each, in turn: when the next item is due, and no claim before that; theirs: ours with few`,
		],
	};
}

type Sides<T> = Record<'many' | 'few', T>;

/** Milliseconds of a poll of each, one after the other. */
async function bothOnce(stores: Sides<DueStore>, fewFirst: boolean): Promise<Sides<number>> {
	const took = { many: 0, few: 0 };
	for (const side of fewFirst ? (['few', 'many'] as const) : (['many', 'few'] as const)) {
		const watch = stopwatch();
		await poll(stores[side]);
		took[side] = watch() * 1000;
	}
	return took;
}

/** All that a CRM Trigger does while nothing is due. */
async function poll({ store }: DueStore): Promise<void> {
	if ((await nextWorkAt(store.read, [dueKind])) === undefined) throw new Error('nothing is scheduled');
}
