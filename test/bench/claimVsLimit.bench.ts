import { claimWork } from '../../core/work/claim';
import type { WorkRow } from '../../core/work/row';
import { settleWork } from '../../core/work/settle';
import { claimantOn } from './baselines/dueSql';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { dueKind, inTransaction, openDueStore, scheduleItems, type DueStore } from './dueItems';
import { engines, openDatabase, settingsNote, type EngineName } from './engines';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

const items = 10_000;
const claimants = 4;
/** Items at once: what a CRM Trigger has in flight unless its user says otherwise. */
const batch = 20;
const target = 0.5;

/** `npm run bench -- --only claim-vs-limit` */
export const claimVsLimit: Bench = {
	id: 'claim-vs-limit',
	async run(options) {
		const parts: Measure[] = [];
		for (const engine of engines) parts.push(await measure(engine, options));
		return rowOf('claim-vs-limit', parts);
	},
};

async function measure(engine: EngineName, { quick, say }: BenchOptions): Promise<Measure> {
	const database = await openDatabase(engine);
	const [ours, theirs]: [number[], number[]] = [[], []];
	try {
		const stores = ['ours', 'theirs'].map((name) => openDueStore(database.connection(name)));
		for (let i = 0; i < (quick ? 4 : 8); i++) {
			for (const store of stores) await scheduleItems(store, items, Date.now() - items * 1000);
			const [mine, other] = [await claimOurs(stores[0]), await claimTheirs(database.connection('theirs'))];
			say(`${engine}: ours ${mine.toFixed(2)} s, theirs ${other.toFixed(2)} s`);
			// The first round warms up.
			if (i > 0) ours.push(items / mine);
			if (i > 0) theirs.push(items / other);
		}
		for (const { release } of stores) release();
	} finally {
		await database.close();
	}
	const ratio = median(ours.map((perSecond, i) => perSecond / theirs[i]));
	return {
		work: `${engine}: claim and complete ${items.toLocaleString('en')} due items, ${claimants} claimants with ${batch} at once`,
		unit: 'items/s',
		...sides(ours, theirs, 'more is better'),
		ratio: round(ratio),
		target: `≥ ${target} ×`,
		met: ratio >= target,
		notes: [settingsNote, `${ours.length} rounds, in turn; theirs: hand-written prepared statements, no late or worn-out items looked for`],
	};
}

/** Each completes what it has and claims more in one transaction, as a CRM Trigger does, until nothing is due. */
async function claimOurs({ store }: DueStore): Promise<number> {
	const watch = stopwatch();
	const counts = await Promise.all(
		Array.from({ length: claimants }, async () => {
			let count = 0;
			for (let has: WorkRow[] = []; ;) {
				const ended = has.map((work) => ({ work, ending: 'done' as const }));
				has = await inTransaction(store, async (tx) => {
					await settleWork(tx, ended);
					return await claimWork(tx, { kinds: [dueKind], limit: batch, lease: 30_000 });
				});
				if (has.length === 0) return count;
				count += has.length;
			}
		}),
	);
	return checked(counts, watch());
}

async function claimTheirs(connection: Parameters<typeof claimantOn>[0]): Promise<number> {
	const all = await Promise.all(Array.from({ length: claimants }, async (_, i) => await claimantOn(connection, `claimant ${i}`)));
	const watch = stopwatch();
	const counts = await Promise.all(
		all.map(async (claimant) => {
			let count = 0;
			for (;;) {
				const has = await claimant.round(batch);
				if (has === 0) return count;
				count += has;
			}
		}),
	);
	const took = watch();
	for (const claimant of all) await claimant.close();
	return checked(counts, took);
}

/** Two sides that do not do the same cannot be compared. */
function checked(counts: readonly number[], seconds: number): number {
	const done = counts.reduce((sum, count) => sum + count, 0);
	if (done !== items) throw new Error(`${done} of ${items} items were done`);
	return seconds;
}
