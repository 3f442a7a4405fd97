import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeStores, openCrm } from '../../core';
import type { Crm } from '../../core/crm';
import { PreparedSql } from './baselines/preparedSql';
import { rowOf, type Bench, type Measure } from './bench';
import { customerOf, type BenchCustomer } from './people';
import { median, round, sides } from './statistics';
import { threadTimes } from './threadTimes';

const size = 10_000;
const target = 0.5;

type Kind = 'created' | 'changed';
type Side = 'ours' | 'theirs';

/** Seconds of each round, by what was done and by whom. */
type Times = Record<Kind, Record<Side, number[]>>;

/** `npm run bench -- --only upsert-vs-limit-sqlite` */
export const upsertVsLimit: Bench = {
	id: 'upsert-vs-limit-sqlite',
	async run({ quick, say }) {
		const folder = mkdtempSync(join(tmpdir(), 'guanxi-bench-'));
		const crm = openIn(join(folder, 'ours.sqlite'));
		const theirs = await emptyLike(join(folder, 'theirs.sqlite'));
		const took: Times = { created: { ours: [], theirs: [] }, changed: { ours: [], theirs: [] } };
		try {
			await onceEach(crm, theirs, newCustomers(-1).slice(0, 1000));
			await onceEach(crm, theirs, newCustomers(-1).slice(0, 1000).map(changedCustomer));
			for (let i = 0; i < (quick ? 5 : 9); i++) {
				const made = newCustomers(i);
				const changed = made.map(changedCustomer);
				for (const [kind, customers] of [
					['created', made],
					['changed', changed],
				] as const) {
					const once = await onceEach(crm, theirs, customers);
					took[kind].ours.push(once.ours);
					took[kind].theirs.push(once.theirs);
					say(`${kind}: ours ${once.ours.toFixed(2)} s, theirs ${once.theirs.toFixed(2)} s`);
				}
			}
			assertSameWrites(join(folder, 'ours.sqlite'), theirs);
			return rowOf('upsert-vs-limit-sqlite', [measure('created', took, theirs), measure('changed', took, theirs)]);
		} finally {
			theirs.close();
			crm.release();
			await closeStores();
			rmSync(folder, { recursive: true, force: true });
		}
	},
};

const openIn = (path: string): Crm =>
	openCrm({ kind: 'sqlite', path }, { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false });

/** The baseline on a file with the tables that the CRM makes. */
async function emptyLike(file: string): Promise<PreparedSql> {
	const crm = openIn(file);
	await crm.system.health();
	crm.release();
	await closeStores();
	return new PreparedSql(file);
}

/** In the stored form, so that the baseline has nothing to normalise; each round has numbers of its own. */
const newCustomers = (roundIndex: number): BenchCustomer[] =>
	Array.from({ length: size }, (_, i) => customerOf((roundIndex + 1) * size + i)).map((customer) => ({
		...customer,
		phone: `+86${customer.phone}`,
	}));

/** Every record moves to another city, and every fourth gets another name and phone, which moves its keys and its index. */
function changedCustomer(customer: BenchCustomer, i: number): BenchCustomer {
	const moved = { ...customer, city: `${customer.city}新区` };
	return i % 4 === 0 ? { ...moved, name: `新${customer.name}`, phone: customer.phone.replace('+86139', '+86137') } : moved;
}

async function onceEach(crm: Crm, theirs: PreparedSql, customers: readonly BenchCustomer[]): Promise<Record<Side, number>> {
	const inputs = customers.map((fields, item) => ({ item, fields, matchOn: ['unifiedSocialCreditCode'] }));
	const ours = stopwatch();
	const outcomes = await crm.records.upsert('customer', inputs);
	const oursTook = ours();
	const failed = outcomes.find((outcome) => !outcome.ok);
	if (failed && !failed.ok) throw failed.error;
	// The CRM's checkpoint runs in a thread of its own after the commit and would slow the other side down.
	await sleep(700);
	const other = stopwatch();
	theirs.upsert(customers);
	const theirsTook = other();
	theirs.checkpoint();
	return { ours: oursTook, theirs: theirsTook };
}

const times = threadTimes();

/** Seconds from the call to the call of its result, without those in which other processes had the CPU. */
function stopwatch(): () => number {
	const begun = performance.now();
	const before = times().waited;
	return () => (performance.now() - begun - (times().waited - before)) / 1000;
}

/** Two sides that do not write the same cannot be compared. */
function assertSameWrites(ours: string, theirs: PreparedSql): void {
	const database = new DatabaseSync(ours, { readOnly: true });
	for (const table of ['crm_customer', 'crm_identity', 'crm_event', 'crm_event_personal', 'crm_customer_search']) {
		const count = Number(database.prepare(`SELECT count(*) AS n FROM "${table}"`).get()?.n);
		if (count !== theirs.count(table)) throw new Error(`${table} has ${count} rows on our side and ${theirs.count(table)} on theirs`);
	}
	database.close();
}

function measure(kind: Kind, took: Times, theirs: PreparedSql): Measure {
	const perSecond = (seconds: readonly number[]) => seconds.map((second) => size / second);
	const pairs = took[kind].ours.map((seconds, i) => took[kind].theirs[i] / seconds);
	const ratio = median(pairs);
	return {
		work: `upsert ${size.toLocaleString('en')} customers, all ${kind}, with events and search index`,
		unit: 'rows/s',
		...sides(perSecond(took[kind].ours), perSecond(took[kind].theirs), 'more is better'),
		ratio: round(ratio),
		target: `≥ ${target} ×`,
		met: ratio >= target,
		notes: [
			`${kind}: ${pairs.length} rounds, each side in turn; ratio: median of the rounds' ratios (${pairs.map((pair) => pair.toFixed(2)).join(', ')})`,
			'times are without those in which other processes had the CPU',
			'theirs: hand-written prepared statements over node:sqlite, same tables, rows, keys, index, events; no checks, no normalising',
			`theirs finds a row by: ${theirs.queryPlan()}`,
		],
	};
}
