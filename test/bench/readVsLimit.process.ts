/**
 * Reads a large store by the CRM, as the package is shipped, and by hand, and prints each measure as JSON. Arguments: the
 * connection as JSON, what the store is called, and "quick" for fewer rounds.
 */
import { closeStores } from '../../core';
import type { Connection, Crm } from '../../core/crm';
import type { FilterGroup } from '../../core/filter';
import { readingSql, type ReadingSql } from './baselines/readingSql';
import { compareReads, type ComparedRead } from './comparedReads';
import { crmOn, settingsNote } from './engines';
import { segmentOf } from './largeNames';
import { valuesOf } from './largeStore';

const limit = 50;
const ceilings = { get: 2, page: 10 };

const idsOf = async (rows: Promise<ReadonlyArray<Record<string, unknown>>>) => (await rows).map(({ id }) => String(id));

async function readsOf(where: string, crm: Crm, theirs: ReadingSql): Promise<ComparedRead[]> {
	const page = async (filter: FilterGroup) => (await crm.records.list('customer', { filter, limit })).records;
	const notes = [
		settingsNote,
		'theirs: hand-written prepared statements over node:sqlite and pg, on the same data; no rights, no decoding',
	];
	return [
		{
			work: `${where}: get one by id`,
			together: 20,
			ceiling: ceilings.get,
			asked: await idsOf(theirs.rows('ids', 7)),
			ours: async (id) => valuesOf(await crm.records.get('customer', [{ item: 0, id }])),
			theirs: async (id) => await theirs.rows('get', id),
			notes,
		},
		{
			work: `${where}: get one by number`,
			together: 20,
			ceiling: ceilings.get,
			asked: Array.from({ length: 500 }, (_, n) => `C${String(n * 19 + 1).padStart(6, '0')}`),
			// Theirs is a look-up by key. The nodes find a record by its number with a condition of Get Many.
			ours: async (number) => await page(all(['number', number])),
			theirs: async (number) => await theirs.rows('byNumber', number),
		},
		{
			work: `${where}: the newest ${limit} distributors of an owner`,
			ceiling: ceilings.page,
			asked: await idsOf(theirs.rows('owners', 200)),
			ours: async (owner) => await page(all(['ownerId', owner], ['type', 'distributor'])),
			theirs: async (owner) => await theirs.rows('page', owner),
		},
		{
			work: `${where}: the newest ${limit} customers with a value in an indexed custom field`,
			ceiling: ceilings.page,
			asked: Array.from({ length: 200 }, (_, n) => segmentOf(n)),
			ours: async (value) => await page(all(['custom_segment', value])),
			theirs: async (value) => await theirs.rows('segment', value),
		},
		{
			work: `${where}: the last ${limit} lines of a customer's timeline`,
			asked: await idsOf(theirs.rows('busy', 100)),
			ours: async (id) =>
				(await crm.records.timeline('customer', id, { limit })).entries.map((entry) => ({ ...entry, id: entry.recordId })),
			theirs: async (id) => await timelineBy(theirs, id),
		},
	];
}

const all = (...equal: ReadonlyArray<readonly [field: string, value: string]>): FilterGroup => ({
	match: 'all',
	conditions: equal.map(([field, value]) => ({ field, operator: 'equals', value })),
});

/** Events and what refers to the customer, put together by time. */
async function timelineBy(theirs: ReadingSql, id: string): Promise<Array<Record<string, unknown>>> {
	const lines = [];
	for (const name of ['events', 'activities', 'tasks', 'touchpoints'] as const) {
		for (const row of await theirs.rows(name, id))
			lines.push({ ...row, id: row.recordId ?? row.id, at: String(name === 'tasks' ? row.createdAt : row.at) });
	}
	return lines.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
}

async function main(connection: Connection, where: string, quick: boolean): Promise<void> {
	const crm = crmOn(connection);
	const theirs = await readingSql(connection);
	for (const read of await readsOf(where, crm, theirs))
		process.stdout.write(`${JSON.stringify(await compareReads(read, { quick, say: () => {} }))}\n`);
	await theirs.close();
	crm.release();
	await closeStores();
}

const [connection, where, speed] = process.argv.slice(2);
main(JSON.parse(connection) as Connection, where, speed === 'quick').catch((error: Error) => {
	console.error(error);
	process.exitCode = 1;
});
