import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type { Connection } from '../../core/crm';
import { rowOf, type Bench } from './bench';
import { bundleProcess } from './bundleProcess';
import { openDatabase, settingsNote } from './engines';
import { median, round, sides } from './statistics';

const processes = 4;
const target = 2;
/** Leads that one process cannot use up. */
const supply = 1_000_000;

/** `npm run bench -- --only concurrency` */
export const concurrency: Bench = {
	id: 'concurrency',
	async run({ quick, say }) {
		const database = await openDatabase('postgres');
		const program = await bundleProcess('concurrency');
		const workers: Worker[] = [];
		try {
			// One after the other: the first makes the tables.
			for (let i = 0; i < processes; i++) workers.push(await Worker.start(program, database.connection('crm'), i * supply));
			const times = { alone: [] as number[], together: [] as number[] };
			const lasting = quick ? 2000 : 5000;
			for (let i = 0; i < (quick ? 5 : 9); i++) {
				times.alone.push(await workers[i % processes].capture(lasting));
				const all = await Promise.all(workers.map((worker) => worker.capture(lasting)));
				times.together.push(all.reduce((sum, rate) => sum + rate));
				say(`${processes} processes ${times.together[i].toFixed(0)} leads/s, one ${times.alone[i].toFixed(0)} leads/s`);
			}
			const ratio = median(times.together) / median(times.alone);
			return rowOf('concurrency', [
				{
					work: `leads captured one by one, by ${processes} processes on PostgreSQL and by one`,
					unit: 'leads/s',
					...sides(times.together, times.alone, 'more is better'),
					ratio: round(ratio),
					target: `≥ ${target} ×`,
					met: ratio >= target,
					notes: [settingsNote, `processes and server share ${availableParallelism()} CPUs; theirs: one process alone, in turn`],
				},
			]);
		} finally {
			for (const worker of workers) await worker.stop();
			await database.close();
		}
	},
};

class Worker {
	readonly #process: ChildProcess;
	readonly #lines: AsyncIterator<string>;
	readonly #ended: Promise<unknown>;

	private constructor(program: string, connection: Connection, first: number) {
		const child = spawn(process.execPath, [program, JSON.stringify(connection), String(first)], { stdio: ['pipe', 'pipe', 'inherit'] });
		this.#process = child;
		this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		this.#ended = once(child, 'exit');
	}

	static async start(program: string, connection: Connection, first: number): Promise<Worker> {
		const worker = new Worker(program, connection, first);
		await worker.#next();
		return worker;
	}

	/** Leads a second over so many milliseconds. */
	async capture(time: number): Promise<number> {
		this.#process.stdin?.write(`${time}\n`);
		return Number(await this.#next());
	}

	async stop(): Promise<void> {
		this.#process.stdin?.write('0\n');
		await this.#ended;
	}

	async #next(): Promise<string> {
		const { value, done } = await this.#lines.next();
		if (done) throw new Error('a process that captures leads has ended');
		return String(value);
	}
}
