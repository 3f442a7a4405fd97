import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, Crm, CrmRecord } from '../../core/crm';
import type { Outcome } from '../../core/context';
import { migrations } from '../../core/store/migrations/list';
import { cacheRoot } from '../../tools/n8n/locations';
import { withLock } from '../../tools/n8n/lock';
import { connectAlone } from '../../core/store/postgres/open';
import type { BenchOptions } from './bench';
import { crmOn, openDatabase, type EngineName } from './engines';
import { largeCustomerOf, owners } from './largeNames';

/** Customers with a long history, and how many follow-ups each of them has. */
const busy = { customers: 100, activities: 80 };
const chunk = 10_000;
/** Another number for other content. */
const recipe = 1;

/** A store full of customers, on a copy of its own. */
export interface FilledStore {
	readonly connection: Connection;
	close(): Promise<void>;
}

type Say = BenchOptions['say'];

/**
 * A store with that many customers: a copy of the one in the cache, where it is put on first use. The CRM itself fills
 * it, so that it holds the rows, events, keys and index entries that a company's own store would hold.
 */
export async function filledStore(engine: EngineName, customers: number, say: Say): Promise<FilledStore> {
	const folder = folderOf(engine, customers);
	mkdirSync(cacheRoot(), { recursive: true });
	const database = await withLock(
		join(cacheRoot(), `bench-${engine}-${customers}.lock`),
		async () => {
			if (!existsSync(folder)) await make(engine, customers, { folder, say });
			return await openDatabase(engine, { from: folder });
		},
		() => say('another process makes or copies the store: waiting for it'),
	);
	return { connection: database.connection('crm'), close: database.close };
}

/** Whether {@link filledStore} finds the store in the cache. */
export const isFilled = (engine: EngineName, customers: number): boolean => existsSync(folderOf(engine, customers));

/** Its name changes with the tables and with what is put into them. */
function folderOf(engine: EngineName, customers: number): string {
	const version = createHash('sha256')
		.update(JSON.stringify([recipe, migrations]))
		.digest('hex')
		.slice(0, 12);
	return join(cacheRoot(), `bench-${engine}-${customers}-${version}`);
}

/** Stores of other versions are gigabytes that nobody needs any more. */
function removeOthers(engine: EngineName, customers: number): void {
	const name = `bench-${engine}-${customers}-`;
	for (const folder of readdirSync(cacheRoot()).filter((entry) => entry.startsWith(name)))
		rmSync(join(cacheRoot(), folder), { recursive: true, force: true });
}

async function make(engine: EngineName, customers: number, { folder, say }: { folder: string; say: Say }): Promise<void> {
	removeOthers(engine, customers);
	const database = await openDatabase(engine, { filling: true });
	try {
		const crm = crmOn(database.connection('crm'));
		await fill(crm, customers, say);
		crm.release();
	} catch (error) {
		await database.close();
		throw error;
	}
	await settle(database.connection('crm'));
	await database.close(`${folder}.unfinished`);
	renameSync(`${folder}.unfinished`, folder);
}

/** What PostgreSQL's autovacuum does in the minutes after. */
async function settle(connection: Connection): Promise<void> {
	if (connection.kind === 'sqlite') return;
	const client = await connectAlone(connection);
	await client.query('VACUUM (ANALYZE)');
	await client.end();
}

async function fill(crm: Crm, customers: number, say: Say): Promise<void> {
	const begun = Date.now();
	const segment = { object: 'customer', name: 'segment', label: 'Segment', labelZh: '细分市场', type: 'text', indexed: true };
	valuesOf(await crm.fields.define([{ item: 0, fields: segment }]));
	const users = await create(
		crm,
		'user',
		numbered(owners, (n) => ({ name: `用户 ${n}` })),
	);
	const ownerIds = users.map(({ id }) => id);
	for (let from = 0; from < customers; from += chunk) {
		const made = await create(
			crm,
			'customer',
			numbered(Math.min(chunk, customers - from), (n) => largeCustomerOf(from + n, ownerIds)),
		);
		if (from === 0) await giveHistory(crm, made.slice(0, busy.customers));
		// What has been written is moved into the file by then.
		await sleep(50);
		if (from % 100_000 === 0) say(`${from + made.length} of ${customers} customers after ${Math.round((Date.now() - begun) / 1000)} s`);
	}
}

async function giveHistory(crm: Crm, customers: readonly CrmRecord[]): Promise<void> {
	const days = numbered(busy.activities, (day) => new Date(Date.UTC(2026, 0, 1 + day, 8)).toISOString());
	await create(
		crm,
		'activity',
		customers.flatMap(({ id }) => days.map((at) => ({ customerId: id, method: 'call', at, detail: '电话回访' }))),
	);
}

async function create(crm: Crm, object: 'user' | 'customer' | 'activity', fields: readonly object[]): Promise<CrmRecord[]> {
	return valuesOf(
		await crm.records.create(
			object,
			fields.map((of, item) => ({ item, fields: { ...of } })),
		),
	);
}

export function valuesOf<T>(outcomes: ReadonlyArray<Outcome<T>>): T[] {
	return outcomes.map((outcome) => {
		if (!outcome.ok) throw outcome.error;
		return outcome.value;
	});
}

const numbered = <T>(count: number, of: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => of(n));
