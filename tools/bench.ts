/** `npm run bench`: how fast the product is, against what a user would take instead and against what the storage can do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, BenchOptions, Row } from '../test/bench/bench';
import { approve } from '../test/bench/approve.bench';
import { captureVsDataTable } from '../test/bench/captureVsDataTable.bench';
import { cadenceTick } from '../test/bench/cadenceTick.bench';
import { claimVsLimit } from '../test/bench/claimVsLimit.bench';
import { concurrency } from '../test/bench/concurrency.bench';
import { enroll } from '../test/bench/enroll.bench';
import { numbers } from '../test/bench/numbers.bench';
import { createVsDataTable } from '../test/bench/createVsDataTable.bench';
import { dueIdle } from '../test/bench/dueIdle.bench';
import { eventToStart } from '../test/bench/eventToStart.bench';
import { idle } from '../test/bench/idle.bench';
import { gate } from '../test/bench/gate.bench';
import { importRows } from '../test/bench/import.bench';
import { comparedInstallations } from '../test/bench/installations.bench';
import { load } from '../test/bench/load.bench';
import { loopDelay } from '../test/bench/loopDelay.bench';
import { watchHost } from '../test/bench/hostTime';
import { report } from '../test/bench/report';
import { readVsLimit } from '../test/bench/readVsLimit.bench';
import { search } from '../test/bench/search.bench';
import { growth } from '../test/bench/growth.bench';
import { upsertVsLimit } from '../test/bench/upsertVsLimit.bench';
import { buildIfChanged } from './n8n/build';
import { checkout } from './n8n/locations';

const benches: readonly Bench[] = [
	upsertVsLimit('sqlite'),
	upsertVsLimit('postgres'),
	readVsLimit,
	search,
	growth,
	claimVsLimit,
	dueIdle,
	concurrency,
	enroll,
	cadenceTick,
	numbers,
	loopDelay,
	eventToStart,
	captureVsDataTable,
	createVsDataTable,
	importRows,
	gate,
	approve,
	comparedInstallations,
	load,
	idle,
];

/** Milliseconds after which a quick run begins no further round. */
const quickTime = 3.5 * 60_000;
/** Share of the machine's time that its host may give to others; a row that lost more is measured again. */
const calm = 0.02;
const mostRuns = 3;

const help = `npm run bench -- [options]

  --json FILE   write the rows to FILE as JSON
  --quick       fewer rounds; ends in five minutes
  --only ID     this row only (may be repeated): ${benches.map(({ id }) => id).join(', ')}
  --strict      end with 1 when a target is missed
  --built       measure the package as it is built now
  --customers N customers of the large stores; fewer than a million only to try a row out

The large stores are made on first use, which takes some minutes, and kept in the cache folder of npm start; a quick run
leaves out the rows that need one that is not there yet, and rows that take minutes unless --only names them.`;

function readOptions() {
	const { values } = parseArgs({
		options: {
			json: { type: 'string' },
			quick: { type: 'boolean', default: false },
			only: { type: 'string', multiple: true },
			strict: { type: 'boolean', default: false },
			built: { type: 'boolean', default: false },
			customers: { type: 'string', default: '1000000' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const unknown = values.only?.find((id) => !benches.some((bench) => bench.id === id));
	if (unknown !== undefined) throw new Error(`There is no row "${unknown}".\n\n${help}`);
	return { ...values, customers: Number(values.customers) };
}

/** A row's best measurement so far: the one in which the host took least. */
interface Run {
	readonly bench: Bench;
	row?: Row;
	broken?: string;
	times: number;
	/** Milliseconds of the last measurement. */
	took: number;
}

async function measureOnce(run: Run, options: BenchOptions): Promise<void> {
	const begun = Date.now();
	const stolen = watchHost();
	try {
		const row = await run.bench.run(options);
		const share = stolen();
		if (!run.row || share < (run.row.stolen ?? 0)) run.row = { ...row, stolen: share };
	} catch (error) {
		// The other rows are measured all the same.
		run.broken = `${run.bench.id} could not be measured: ${(error as Error).message}`;
		options.say(run.broken);
	}
	run.times += 1;
	run.took = Date.now() - begun;
}

/** The row that the host disturbed most and for which there is time to measure it again. */
const mostDisturbed = (runs: readonly Run[], deadline: number): Run | undefined =>
	runs
		.filter(({ row, times, took }) => (row?.stolen ?? 0) > calm && times < mostRuns && Date.now() + took < deadline)
		.sort((a, b) => (b.row?.stolen ?? 0) - (a.row?.stolen ?? 0))[0];

async function main(): Promise<void> {
	const options = readOptions();
	if (options.help) return console.log(help);
	const begun = Date.now();
	const say = (line: string) => console.log(`[${((Date.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${line}`);
	if (!options.built) {
		say('building the package');
		await buildIfChanged(join(checkout, '.cache', 'bench'));
	}
	const { quick, customers } = options;
	const deadline = quick ? begun + quickTime : Infinity;
	const runs: Run[] = benches
		.filter(({ id }) => options.only?.includes(id) ?? true)
		.filter(({ long }) => !quick || !long || options.only)
		.filter((bench) => !quick || (bench.ready?.({ customers }) ?? true))
		.map((bench) => ({ bench, times: 0, took: 0 }));
	const rows = () => runs.flatMap(({ row }) => row ?? []);
	const measure = async (run: Run) => {
		say(run.bench.id);
		await measureOnce(run, { quick, customers, deadline, say: (line) => say(`  ${line}`) });
		if (options.json) writeFileSync(options.json, `${JSON.stringify(rows(), null, 2)}\n`);
	};
	for (const run of runs) await measure(run);
	for (let run = mostDisturbed(runs, deadline); run; run = mostDisturbed(runs, deadline)) await measure(run);
	const broken = runs.flatMap(({ broken }) => broken ?? []);
	console.log(`\n${[report(rows()), ...broken].join('\n')}`);
	if (broken.length > 0 || (options.strict && rows().some((row) => !row.met))) process.exitCode = 1;
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
