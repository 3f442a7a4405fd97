import { objects } from '../../core';
import type { Crm } from '../../core/crm';
import { acquireStore, listRecords } from '../../core/store';
import { sqlBy } from '../../core/store/sql';
import type { ReadingSql } from './baselines/readingSql';
import type { Measure } from './bench';
import { compareReads, type ComparedRead } from './comparedReads';
import { settingsNote, type EngineName } from './engines';
import { onLargeStores, readLargeStore } from './largeBench';
import { firstOf, latinOf, phoneOf, shortNameOf } from './largeNames';
import type { FilledStore } from './largeStore';
import { median, round } from './statistics';
import { stopwatch } from './stopwatch';

const limit = 50;
const ceiling = 30;
/** Stands in the names of one of thirty customers: nothing that narrows a list down, and yet typed. */
const common = '上海';

/** `npm run bench -- --only search` */
export const search = onLargeStores('search', (engine, options) =>
	readLargeStore(engine, options, async ({ store, crm, theirs }) => {
		const parts: Measure[] = [];
		for (const read of readsOf(engine, { crm, theirs, customers: options.customers })) {
			const plan = await planOf(store, read.asked[0]);
			parts.push(await compareReads({ ...read, notes: [settingsNote, `${engine} finds ${read.asked[0]} by: ${plan}`] }, options));
		}
		const slowest = await timeOf(crm, common);
		options.say(`${engine}: ${common}: ${slowest} ms`);
		return parts.map((part) => ({
			...part,
			notes: [...(part.notes ?? []), `${engine}: ${common}, in one of thirty names: ${slowest} ms`],
		}));
	}),
);

interface Both {
	readonly crm: Crm;
	readonly theirs: ReadingSql;
	readonly customers: number;
}

function readsOf(engine: EngineName, { crm, theirs, customers }: Both): ComparedRead[] {
	const read = (what: string, typed: readonly string[], tokens: (text: string) => string[]): ComparedRead => ({
		work: `${engine}, ${customers.toLocaleString('en')} customers: type-ahead of ${what}`,
		ceiling,
		asked: typed,
		ours: async (text) => (await crm.records.list('customer', { search: text, limit })).records,
		theirs: async (text) => {
			if (engine === 'sqlite') return await theirs.rows('search', `"${tokens(text).join(' ')}"`);
			return await theirs.rows('search', tokens(text).join(' '), `%${text.toLowerCase()}%`);
		},
	});
	const some = 40;
	return [
		read('a name of two Chinese characters', firstOf('person', some).map(shortNameOf), (name) =>
			engine === 'sqlite' ? [...name] : [name],
		),
		read(
			'three Latin letters',
			firstOf('latin', some).map((n) => latinOf(n).slice(0, 3)),
			(letters) => [letters.toLowerCase()],
		),
		read(
			'the last four digits of a phone',
			firstOf('company', some).map((n) => phoneOf(n).slice(-4)),
			(digits) => [digits.slice(0, 3), digits.slice(1)],
		),
	];
}

/** What the engine does with the statement that the CRM runs for `typed`. @throws Error when it reads a table from end to end */
async function planOf({ connection }: FilledStore, typed: string): Promise<string> {
	const { store, release } = acquireStore(connection);
	const explain = connection.kind === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
	const plans: string[] = [];
	const explained = sqlBy(store.read.dialect, async (statement, parameters) => {
		for (const line of await store.read.query(`${explain} ${statement}`, parameters))
			plans.push(String(line.detail ?? line['QUERY PLAN']).trim());
		return await store.read.query(statement, parameters);
	});
	await listRecords(explained, objects.get('customer'), { search: typed, limit, scope: { kind: 'all' } });
	release();
	const plan = plans.join('; ');
	if (/SCAN (t|crm_customer)\b|Seq Scan/.test(plan)) throw new Error(`${typed} is looked for in every record: ${plan}`);
	return plan;
}

/** Milliseconds of a type-ahead, the median of some. */
async function timeOf(crm: Crm, typed: string): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < 5; i++) {
		const took = stopwatch();
		await crm.records.list('customer', { search: typed, limit });
		times.push(took() * 1000);
	}
	return round(median(times));
}
