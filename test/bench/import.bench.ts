import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { newTableWriter } from '../../core/imports/file/newTableWriter';
import type { FileFormat } from '../../core/imports/file/table';
import { RealN8n } from '../support/realN8n';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { extractSide, importSide, publishSide, speedOf, type List } from './fileWorkflow';
import { watchMemory, type Memory } from './peakMemory';
import { leadOf } from './people';
import { median, round, sides } from './statistics';

const size = 100_000;
const target = 0.3;
/** How much more n8n may hold for twice the rows: what the engine keeps for itself varies by that much. */
const flat = 1.15;
/** Rows with which both sides load what they need and begin to compile. */
const few = 2000;
/** Milliseconds until n8n has done what it does after it answers. */
const settling = 3000;

/** One list, once through one side, in an n8n that has just been started. */
interface Sample extends Memory {
	/** Rows a second. */
	readonly speed: number;
}

/** `npm run bench -- --only import` */
export const importRows: Bench = {
	id: 'import',
	async run(options) {
		const n8n = new RealN8n({});
		try {
			await n8n.begin();
			await publishSide(n8n, importSide);
			const parts = [];
			for (const format of options.quick ? (['csv'] as const) : (['csv', 'xlsx'] as const)) {
				await publishSide(n8n, extractSide(format));
				parts.push(...(await measures(n8n, format, options)));
			}
			return rowOf('import', parts);
		} finally {
			await n8n.end();
		}
	},
};

async function measures(n8n: RealN8n, format: FileFormat, { quick, customers, say }: BenchOptions): Promise<Measure[]> {
	const [ours, theirs] = [importSide.path, extractSide(format).path];
	const sample = async (path: string, rows: number): Promise<Sample> => {
		const [warmUp, list] = [await listOf(n8n, format, { rows: few, from: 2 * size }), await listOf(n8n, format, { rows, from: 0 })];
		await restartEmpty(n8n);
		for (const side of [theirs, ours]) await speedOf(n8n, side, warmUp);
		await sleep(settling);
		const memory = watchMemory(n8n.instance.pid ?? 0);
		const speed = await speedOf(n8n, path, list);
		const { idle, peak } = memory();
		say(`${path}, ${rows} rows of ${format}: ${round(speed)} rows/s, ${Math.round(idle)} to ${Math.round(peak)} MB`);
		return { speed, idle, peak };
	};
	const rows = Math.min(quick ? size / 5 : size, customers);
	const samples: Samples = { ours: [], theirs: [] };
	for (let i = 0; i < (quick ? 1 : 3); i++) {
		samples.ours.push(await sample(ours, rows));
		samples.theirs.push(await sample(theirs, rows));
	}
	const fewer = await sample(ours, rows / 5);
	const parts = [speedMeasure(samples), growth([samples.ours, rows], [[fewer], rows / 5])];
	// A list as short as a quick run's leaves less behind than the engine's own ups and downs.
	if (!quick) parts.push(memoryMeasure(samples), growth([[await sample(ours, rows * 2)], rows * 2], [samples.ours, rows]));
	return parts.map(({ work, ...part }) => ({ ...part, work: `${format}: ${work(rows.toLocaleString('en'))}` }));
}

interface Samples {
	readonly ours: Sample[];
	readonly theirs: Sample[];
}

type Part = Omit<Measure, 'work'> & { readonly work: (rows: string) => string };

function speedMeasure({ ours, theirs }: Samples): Part {
	const [speeds, limits] = [ours, theirs].map((samples) => samples.map(({ speed }) => speed));
	const ratio = median(speeds) / median(limits);
	return {
		work: (rows) => `webhook → import of ${rows} leads → respond, in one n8n`,
		unit: 'rows/s',
		...sides(speeds, limits, 'more is better'),
		ratio: round(ratio),
		target: `≥ ${target} ×`,
		met: ratio >= target,
		notes: [
			`medians of ${ours.length} of each, in turn, each in an n8n that was just started and has read ${few.toLocaleString('en')} rows both ways`,
			'time in which other processes had the CPU that n8n waited for is left out',
			"theirs: n8n's Extract from File on the same file in the same workflow, which stores nothing",
		],
	};
}

function memoryMeasure({ ours, theirs }: Samples): Part {
	const [rises, limits] = [ours, theirs].map((samples) => samples.map(({ peak, idle }) => peak - idle));
	const ratio = median(limits) / median(rises);
	return {
		work: () => "what that added to n8n's memory at most",
		unit: 'MB',
		...sides(rises, limits),
		ratio: round(ratio),
		target: '≥ 1 ×',
		met: ratio >= 1,
		notes: [`n8n held ${round(median([...ours, ...theirs].map(({ idle }) => idle)))} MB before`],
	};
}

type Imported = readonly [samples: readonly Sample[], rows: number];

/** Memory that does not grow with the list: n8n's whole, as what the import alone adds includes what the engine only gives back later. */
function growth([more, many]: Imported, [less, fewer]: Imported): Part {
	const [peaks, limits] = [more, less].map((samples) => samples.map(({ peak }) => peak));
	const ratio = median(peaks) / median(limits);
	return {
		work: () => `n8n's memory at most, importing ${many.toLocaleString('en')} rows and ${fewer.toLocaleString('en')}`,
		unit: 'MB',
		...sides(peaks, limits),
		ratio: round(ratio),
		target: `≤ ${flat} ×`,
		met: ratio <= flat,
	};
}

/** A new process with an empty CRM. */
async function restartEmpty(n8n: RealN8n): Promise<void> {
	await n8n.instance.kill();
	rmSync(dirname(n8n.crmFile), { recursive: true, force: true });
	await n8n.instance.start();
}

/** A file of leads that nobody else has; made once. */
async function listOf(n8n: RealN8n, format: FileFormat, { rows, from }: { rows: number; from: number }): Promise<List> {
	const file = join(n8n.userFolder, `leads-${from}-${rows}.${format}`);
	if (existsSync(file)) return { file, rows };
	const writer = await newTableWriter({ format });
	await writer.add(Object.keys(leadOf(0)));
	for (let i = 0; i < rows; i++) await writer.add(Object.values(leadOf(from + i)));
	const written = await writer.end();
	await pipeline(written.stream(), createWriteStream(file));
	await written.close();
	return { file, rows };
}
