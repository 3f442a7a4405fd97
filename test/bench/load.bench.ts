import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RealN8n } from '../support/realN8n';
import { rowOf, type Bench, type Measure } from './bench';
import { median, round, sides } from './statistics';
import { threadTimesOf } from './threadTimes';

const limits = { start: 300, memory: 40, size: 3 };
const enough = 3;
/** Milliseconds until n8n has done what it does after it answers. */
const settling = 4000;

interface Samples {
	/** Milliseconds until n8n answers, without those in which other processes had the CPU. */
	readonly start: number[];
	/** Megabytes of resident memory a few seconds later. */
	readonly memory: number[];
}

/** `npm run bench -- --only load` */
export const load: Bench = {
	id: 'load',
	async run({ quick, deadline, say }) {
		// A user's n8n keeps no compiled code between starts.
		const env = { NODE_DISABLE_COMPILE_CACHE: '1' };
		const sidesOf = { withOurs: new RealN8n({ env }), without: new RealN8n({ env, bare: true }) };
		const withOurs: Samples = { start: [], memory: [] };
		const without: Samples = { start: [], memory: [] };
		try {
			// The first start of a folder makes n8n's keys and settings; both have it behind them then.
			for (const n8n of [sidesOf.without, sidesOf.withOurs]) await warmUp(n8n);
			for (let i = 0; i < (quick ? 5 : 9) && (i < enough || Date.now() < deadline); i++) {
				await sample(sidesOf.without, without);
				await sample(sidesOf.withOurs, withOurs);
				say(
					`start ${withOurs.start[i].toFixed(0)} and ${without.start[i].toFixed(0)} ms, memory ${withOurs.memory[i].toFixed(0)} and ${without.memory[i].toFixed(0)} MB`,
				);
			}
			return rowOf('load', [
				added("n8n's start", 'ms', { ours: withOurs.start, theirs: without.start, limit: limits.start }),
				added("n8n's memory, ready and idle", 'MB', { ours: withOurs.memory, theirs: without.memory, limit: limits.memory }),
				packed(sidesOf.withOurs.tarball),
			]);
		} finally {
			await Promise.all([sidesOf.withOurs.end(), sidesOf.without.end()]);
		}
	},
};

async function warmUp(n8n: RealN8n): Promise<void> {
	await n8n.begin();
	await n8n.instance.kill();
}

async function sample({ instance }: RealN8n, samples: Samples): Promise<void> {
	const wall = await timeToStart(instance);
	const pid = instance.pid ?? 0;
	samples.start.push(wall - threadTimesOf(pid).waited);
	await sleep(settling);
	samples.memory.push(residentMegabytes(pid));
	await instance.kill();
}

/** Milliseconds. A port that was free can be another program's a moment later: then once more. */
async function timeToStart(instance: RealN8n['instance'], tries = 3): Promise<number> {
	const begun = performance.now();
	try {
		await instance.start();
		return performance.now() - begun;
	} catch (error) {
		await instance.kill();
		if (tries === 1) throw error;
		return await timeToStart(instance, tries - 1);
	}
}

function residentMegabytes(pid: number): number {
	return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

interface Against {
	readonly ours: readonly number[];
	readonly theirs: readonly number[];
	readonly limit: number;
}

/** What the package adds: the median of the differences of starts one after the other. */
function added(what: string, unit: string, { ours, theirs, limit }: Against): Measure {
	const more = median(ours.map((value, i) => value - theirs[i]));
	return {
		work: `added to ${what}`,
		unit,
		...sides(ours, theirs),
		ratio: null,
		added: round(more),
		target: `+ ≤ ${limit} ${unit}`,
		met: more <= limit,
		notes: [`${ours.length} starts of each, in turn: with the package and without`],
	};
}

function packed(tarball: string): Measure {
	const size = round(statSync(tarball).size / 1e6);
	return {
		work: 'size of the packed package',
		unit: 'MB',
		ours: size,
		oursP50: size,
		oursP99: size,
		theirs: null,
		theirsP50: null,
		theirsP99: null,
		ratio: null,
		target: `≤ ${limits.size} MB`,
		met: size <= limits.size,
	};
}
