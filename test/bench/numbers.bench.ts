import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type { Connection, Crm } from '../../core/crm';
import { acquireStore, type Store } from '../../core/store';
import { rowOf, type Bench, type Measure } from './bench';
import { bundleProcess } from './bundleProcess';
import { crmOn, openDatabase, settingsNote } from './engines';
import { median, round, sides } from './statistics';

const processes = 10;
const target = 0.7;
/** Numbers that each process takes before it is ready. */
const warmUp = 20;

type Way = 'ours' | 'theirs' | 'drafts';

/**
 * Gap-free numbers, taken one a transaction by ten processes at once, which all wait for one row, against the least that can
 * be asked of PostgreSQL for it. `npm run bench -- --only numbers`
 */
export const numbers: Bench = {
	id: 'numbers',
	async run({ quick, say }) {
		const database = await openDatabase('postgres');
		const connection = database.connection('crm');
		const crm = crmOn(connection);
		const { store, release } = acquireStore(connection);
		const workers: Worker[] = [];
		try {
			await prepare(crm, store);
			const program = await bundleProcess('numbers');
			for (let i = 0; i < processes; i++) workers.push(await Worker.start(program, connection));
			const rates: Record<Way, number[]> = { ours: [], theirs: [], drafts: [] };
			const each = quick ? 200 : 1000;
			for (let i = 0; i < (quick ? 5 : 7); i++) {
				for (const way of ['ours', 'theirs', 'drafts'] as const) {
					const count = way === 'drafts' ? each / 5 : each;
					const times = await Promise.all(workers.map((worker) => worker.take(way, count)));
					rates[way].push((count * processes * 1000) / Math.max(...times));
				}
				say(`ours ${rates.ours[i].toFixed(0)} numbers/s, theirs ${rates.theirs[i].toFixed(0)}; contracts ${rates.drafts[i].toFixed(0)}/s`);
			}
			await refuseGaps(store, processes * (warmUp + each * rates.ours.length));
			return rowOf('numbers', measures(rates, each * processes));
		} finally {
			for (const worker of workers) await worker.stop();
			release();
			crm.release();
			await database.close();
		}
	},
};

async function prepare(crm: Crm, store: Store): Promise<void> {
	const [customer] = await crm.records.create('customer', [{ item: 0, fields: { name: '苏州示例科技有限公司' } }]);
	if (!customer.ok) throw customer.error;
	await store.write(crm.context, async (tx) => {
		await tx.query('CREATE TABLE "bench_sequence" ("name" TEXT PRIMARY KEY, "value" BIGINT NOT NULL)');
		await tx.query(`INSERT INTO "bench_sequence" VALUES ('contract', 0)`);
	});
}

/** @throws Error when a number went to nobody or to two: the figures would be worthless */
async function refuseGaps(store: Store, taken: number): Promise<void> {
	const [{ value }] = await store.read.query<{ value: number }>(`SELECT "value" FROM "crm_sequence" WHERE "name" = 'bench.ours'`);
	if (value !== taken) throw new Error(`${taken} numbers were taken and the sequence stands at ${value}`);
}

function measures({ ours, theirs, drafts }: Record<Way, number[]>, count: number): Measure[] {
	const pairs = ours.map((rate, i) => rate / theirs[i]);
	const ratio = median(pairs);
	const notes = [
		`the median of the rounds’ ratios (${pairs.map((pair) => pair.toFixed(2)).join(', ')})`,
		settingsNote,
		`${processes} processes and the server share ${availableParallelism()} CPUs`,
	];
	return [
		{
			work: `contract numbers, one a transaction, taken by ${processes} processes on PostgreSQL, ${count} a round`,
			unit: 'numbers/s',
			...sides(ours, theirs, 'more is better'),
			ratio: round(ratio),
			target: `≥ ${target} ×`,
			met: ratio >= target,
			notes: [...notes, 'theirs: BEGIN, UPDATE … RETURNING of a prepared row, COMMIT on a connection of its own'],
		},
		{
			work: `contracts drafted one by one by ${processes} processes, with number, event and search index`,
			unit: 'contracts/s',
			...sides(drafts, drafts, 'more is better'),
			theirs: null,
			theirsP50: null,
			theirsP99: null,
			ratio: null,
			target: null,
			met: true,
			notes,
		},
	];
}

class Worker {
	readonly #process: ChildProcess;
	readonly #lines: AsyncIterator<string>;
	readonly #ended: Promise<unknown>;

	private constructor(program: string, connection: Connection) {
		const child = spawn(process.execPath, [program, JSON.stringify(connection)], { stdio: ['pipe', 'pipe', 'inherit'] });
		this.#process = child;
		this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		this.#ended = once(child, 'exit');
	}

	static async start(program: string, connection: Connection): Promise<Worker> {
		const worker = new Worker(program, connection);
		await worker.#next();
		return worker;
	}

	/** Milliseconds that so many took. */
	async take(way: Way, count: number): Promise<number> {
		this.#process.stdin?.write(`${way} ${count}\n`);
		return Number(await this.#next());
	}

	async stop(): Promise<void> {
		this.#process.stdin?.end('end\n');
		await this.#ended;
	}

	async #next(): Promise<string> {
		const { value, done } = await this.#lines.next();
		if (done) throw new Error('a process that takes numbers has ended');
		return String(value);
	}
}
