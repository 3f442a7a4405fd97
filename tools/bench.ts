/** `npm run bench`: how fast the product is, against what a user would take instead and against what the storage can do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Row } from '../test/bench/bench';
import { captureVsDataTable } from '../test/bench/captureVsDataTable.bench';
import { eventToStart } from '../test/bench/eventToStart.bench';
import { load } from '../test/bench/load.bench';
import { loopDelay } from '../test/bench/loopDelay.bench';
import { report } from '../test/bench/report';
import { upsertVsLimit } from '../test/bench/upsertVsLimit.bench';
import { buildIfChanged } from './n8n/build';
import { checkout } from './n8n/locations';

const benches: readonly Bench[] = [upsertVsLimit, loopDelay, eventToStart, captureVsDataTable, load];

/** Milliseconds after which a quick run begins no further round. */
const quickTime = 3.5 * 60_000;

const help = `npm run bench -- [options]

  --json FILE   write the rows to FILE as JSON
  --quick       fewer rounds; ends in five minutes
  --only ID     this row only (may be repeated): ${benches.map(({ id }) => id).join(', ')}
  --strict      end with 1 when a target is missed
  --built       measure the package as it is built now`;

function readOptions() {
	const { values } = parseArgs({
		options: {
			json: { type: 'string' },
			quick: { type: 'boolean', default: false },
			only: { type: 'string', multiple: true },
			strict: { type: 'boolean', default: false },
			built: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const unknown = values.only?.find((id) => !benches.some((bench) => bench.id === id));
	if (unknown !== undefined) throw new Error(`There is no row "${unknown}".\n\n${help}`);
	return values;
}

async function main(): Promise<void> {
	const options = readOptions();
	if (options.help) return console.log(help);
	const begun = Date.now();
	const say = (line: string) => console.log(`[${((Date.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${line}`);
	if (!options.built) {
		say('building the package');
		await buildIfChanged(join(checkout, '.cache', 'bench'));
	}
	const rows: Row[] = [];
	const broken: string[] = [];
	const deadline = options.quick ? begun + quickTime : Infinity;
	for (const bench of benches.filter(({ id }) => options.only?.includes(id) ?? true)) {
		say(bench.id);
		try {
			rows.push(await bench.run({ quick: options.quick, deadline, say: (line) => say(`  ${line}`) }));
		} catch (error) {
			// The other rows are measured all the same.
			broken.push(`${bench.id} could not be measured: ${(error as Error).message}`);
			say(`  ${broken.at(-1)}`);
		}
		if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
	}
	console.log(`\n${[report(rows), ...broken].join('\n')}`);
	if (broken.length > 0 || (options.strict && rows.some((row) => !row.met))) process.exitCode = 1;
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
