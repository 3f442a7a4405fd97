import { checkout } from '../../tools/n8n/locations';
import { run } from '../../tools/n8n/npm';
import { rowOf, type Bench, type Measure } from './bench';
import { bundleProcess } from './bundleProcess';
import type { Gap } from './loopSampler';
import { median, percentile, round } from './statistics';

const limits = { p99: 25, max: 50 };

/** `npm run bench -- --only loop-delay` */
export const loopDelay: Bench = {
	id: 'loop-delay',
	async run({ quick, say }) {
		const program = await bundleProcess('loopDelay');
		const output = await run(process.execPath, [program, String(quick ? 5 : 9)], { cwd: checkout });
		const runs = output
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Gap[]);
		const [first, ...rounds] = runs;
		for (const gaps of rounds) say(`p99 ${at(gaps, 'own', 0.99)} ms, longest ${at(gaps, 'own', 1)} ms`);
		const firstUse = `the first execution of a process, which loads the libraries and makes the database: longest ${at(first, 'own', 1)} ms`;
		return rowOf('loop-delay', [measure(rounds, 'p99', 0.99), { ...measure(rounds, 'max', 1), notes: [firstUse] }]);
	},
};

const at = (gaps: readonly Gap[], time: keyof Gap, share: number) =>
	round(
		percentile(
			gaps.map((gap) => gap[time]),
			share,
		),
	);

function measure(rounds: readonly Gap[][], which: keyof typeof limits, share: number): Measure {
	const own = rounds.map((gaps) => at(gaps, 'own', share));
	const wall = rounds.map((gaps) => at(gaps, 'wall', share));
	const ours = median(own);
	return {
		work: `${which} of the event loop's delay inside execute, 10,000 captures at once`,
		unit: 'ms',
		ours,
		oursP50: ours,
		oursP99: percentile(own, 0.99),
		theirs: null,
		theirsP50: null,
		theirsP99: null,
		ratio: null,
		target: `≤ ${limits[which]} ms`,
		met: ours <= limits[which],
		notes: [
			`median of ${rounds.length} executions; without the time in which other processes had the CPU (with it: ${round(median(wall))} ms)`,
		],
	};
}
