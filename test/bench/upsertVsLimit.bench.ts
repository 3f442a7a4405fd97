import { setTimeout as sleep } from 'node:timers/promises';
import { closeStores } from '../../core';
import type { Connection, Crm } from '../../core/crm';
import { PreparedSql } from './baselines/preparedSql';
import { UnnestSql } from './baselines/unnestSql';
import { rowOf, type Bench, type Measure } from './bench';
import { crmOn, openDatabase, settingsNote, type EngineName } from './engines';
import { customerOf, type BenchCustomer } from './people';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

const size = 10_000;
const target = 0.5;

type Kind = 'created' | 'changed';
type Side = 'ours' | 'theirs';

/** Seconds of each round, by what was done and by whom. */
type Times = Record<Kind, Record<Side, number[]>>;

/** The same upserts by hand, in a database of their own with the CRM's tables. */
interface ByHand {
	upsert(customers: readonly BenchCustomer[]): void | Promise<void>;
	count(table: string): number | Promise<number>;
	/** How a row is found by its key. */
	queryPlan(): string | Promise<string>;
	/** Outside the measured time: the CRM, too, does it after its commits. */
	checkpoint?(): void;
	close(): void | Promise<void>;
}

const byHand = async (connection: Connection): Promise<ByHand> =>
	connection.kind === 'sqlite' ? new PreparedSql(connection.path) : await UnnestSql.on(connection);

const described: Record<EngineName, string> = {
	sqlite: 'theirs: hand-written prepared statements over node:sqlite, same tables, rows, keys, index, events; no checks, no normalising',
	postgres:
		'theirs: hand-written prepared statements over pg, one unnest for each kind of write, same tables, rows, keys, index, events; no checks, no normalising',
};

/** `npm run bench -- --only upsert-vs-limit-sqlite --only upsert-vs-limit-postgres` */
export const upsertVsLimit = (engine: EngineName): Bench => ({
	id: `upsert-vs-limit-${engine}`,
	async run({ quick, say }) {
		const database = await openDatabase(engine);
		const [mine, other] = [database.connection('ours'), database.connection('theirs')];
		const crm = crmOn(mine);
		await makeTables(other);
		const theirs = await byHand(other);
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
			await assertSameWrites(mine, theirs);
			const notes = [settingsNote, described[engine], `theirs finds a row by: ${await theirs.queryPlan()}`];
			return rowOf(`upsert-vs-limit-${engine}`, [measure('created', took, notes), measure('changed', took, notes)]);
		} finally {
			await theirs.close();
			crm.release();
			await database.close();
		}
	},
});

async function makeTables(connection: Connection): Promise<void> {
	const crm = crmOn(connection);
	await crm.records.count('customer', {});
	crm.release();
	await closeStores();
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

async function onceEach(crm: Crm, theirs: ByHand, customers: readonly BenchCustomer[]): Promise<Record<Side, number>> {
	const inputs = customers.map((fields, item) => ({ item, fields, matchOn: ['unifiedSocialCreditCode'] }));
	const ours = stopwatch();
	const outcomes = await crm.records.upsert('customer', inputs);
	const oursTook = ours();
	const failed = outcomes.find((outcome) => !outcome.ok);
	if (failed && !failed.ok) throw failed.error;
	// The CRM's checkpoint runs in a thread of its own after the commit and would slow the other side down.
	await sleep(700);
	const other = stopwatch();
	await theirs.upsert(customers);
	const theirsTook = other();
	theirs.checkpoint?.();
	return { ours: oursTook, theirs: theirsTook };
}

/** Two sides that do not write the same cannot be compared. */
async function assertSameWrites(mine: Connection, theirs: ByHand): Promise<void> {
	const ours = await byHand(mine);
	for (const table of ['crm_customer', 'crm_identity', 'crm_event', 'crm_event_personal', 'crm_customer_search']) {
		const [one, other] = [await ours.count(table), await theirs.count(table)];
		if (one !== other) throw new Error(`${table} has ${one} rows on our side and ${other} on theirs`);
	}
	await ours.close();
}

function measure(kind: Kind, took: Times, notes: readonly string[]): Measure {
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
			...notes,
		],
	};
}
