import type { BenchOptions, Measure } from './bench';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

type Rows = ReadonlyArray<Record<string, unknown>>;

/** One kind of reading, done by the CRM and by hand. */
export interface ComparedRead {
	readonly work: string;
	/** Reads together as one sample: a single one may be shorter than what can be measured. */
	readonly together?: number;
	/** Milliseconds that ours may take at most. */
	readonly ceiling?: number;
	/** What is asked for, in turn. */
	readonly asked: readonly string[];
	ours(asked: string): Promise<Rows>;
	theirs(asked: string): Promise<Rows>;
	readonly notes?: readonly string[];
}

/** Times as much as by hand that ours may take. */
const target = 0.5;

/** Both sides in turn, after as many reads that nobody counts as a statement needs to be compiled and its pages to be read. */
export async function compareReads(read: ComparedRead, { quick, say }: Pick<BenchOptions, 'quick' | 'say'>): Promise<Measure> {
	const { asked, together = 1 } = read;
	const times = { ours: [] as number[], theirs: [] as number[] };
	const samples = quick ? 40 : 150;
	const warmUps = 20;
	let next = 0;
	for (let i = 0; i < warmUps + samples; i++) {
		const wanted = Array.from({ length: together }, () => asked[next++ % asked.length]);
		const counted = i >= warmUps;
		for (const side of i % 2 ? (['theirs', 'ours'] as const) : (['ours', 'theirs'] as const)) {
			const took = stopwatch();
			for (const one of wanted) await read[side](one);
			const each = (took() * 1000) / together;
			if (counted) times[side].push(each);
		}
	}
	await assertSame(read, asked[0]);
	const ratio = median(times.theirs) / median(times.ours);
	const { ceiling = Infinity } = read;
	const measure = {
		work: read.work,
		unit: 'ms',
		...sides(times.ours, times.theirs),
		ratio: round(ratio),
		target: ceiling === Infinity ? `≥ ${target} ×` : `≥ ${target} ×, ≤ ${ceiling} ms`,
		met: ratio >= target && median(times.ours) <= ceiling,
		notes: [
			...(read.notes ?? []),
			`reads: medians of ${samples} samples of each side, in turn, without the time in which other processes had the CPU`,
		],
	};
	say(`${read.work}: ours ${measure.ours} ms, theirs ${measure.theirs} ms`);
	return measure;
}

/** Two sides that do not read the same cannot be compared. */
async function assertSame({ work, ours, theirs }: ComparedRead, asked: string): Promise<void> {
	const [one, other] = [await ours(asked), await theirs(asked)].map((rows) => rows.slice(0, 50).map(({ id }) => String(id)));
	if (one.length === 0 || one.join() !== other.join())
		throw new Error(`${work}: ours gives ${one.length} records, theirs ${other.length} or others`);
}
