import fc from 'fast-check';

import type { CrmRecord, Query } from '../../../core/crm';
import type { SortKey } from '../../../core/filter';
import { failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

const runs = process.env.GUANXI_SOAK ? 200 : 15;

type Write = { readonly kind: 'create' | 'update' | 'delete'; readonly at: number; readonly city: string | null };

const write: fc.Arbitrary<Write> = fc.record({
	kind: fc.constantFrom('create', 'update', 'delete'),
	at: fc.nat({ max: 99 }),
	city: fc.constantFrom(null, 'a', 'b', 'c', '', '张'),
});

const sort: fc.Arbitrary<SortKey[]> = fc.array(
	fc.record({
		field: fc.constantFrom('city', 'name', 'createdAt', 'tier', 'version', 'id'),
		direction: fc.constantFrom('asc' as const, 'desc' as const),
	}),
	{ maxLength: 3 },
);

/** Nothing, or what stands in every name. */
const search = fc.constantFrom('', 'n');

const fieldsOf = (city: string | null, i: number) => ({ name: `n${i % 4}`, city, tier: ['A', null, 'B'][i % 3] });

describe('pages', () => {
	it('show every record that nobody touched exactly once, whatever is written between them', async () => {
		await fc.assert(
			fc.asyncProperty(
				sort,
				search,
				fc.integer({ min: 1, max: 7 }),
				fc.array(write, { maxLength: 12 }),
				async (order, typed, limit, writes) => {
					const crm = openTestCrm();
					const start = Array.from({ length: 20 }, (_, i) => ({ fields: fieldsOf([null, 'a', 'b', 'c'][i % 4], i) }));
					const made = (await crm.records.create('customer', inputsOf(start))).map(valueOf);
					const touched = new Set<string>();
					const apply = async ({ kind, at, city }: Write) => {
						const { id } = made[at % made.length];
						if (kind === 'create') await crm.given.customer(fieldsOf(city, at));
						else if (kind === 'update')
							await crm.records.update('customer', [{ item: 0, id, fields: { city, tier: 'C' } }]).catch(() => undefined);
						else await crm.records.delete('customer', [{ item: 0, id }]).catch(() => undefined);
						if (kind !== 'create') touched.add(id);
					};
					const seen: CrmRecord[] = [];
					let cursor: string | undefined;
					do {
						const page = await crm.records.list('customer', { limit, search: typed, sort: order, cursor });
						expect(page.records.length).toBeLessThanOrEqual(limit);
						seen.push(...page.records);
						cursor = page.nextCursor;
						for (const change of writes.splice(0, 2)) await apply(change);
					} while (cursor);
					for (const { id } of made.filter((record) => !touched.has(record.id)))
						expect(seen.filter((record) => record.id === id)).toHaveLength(1);
				},
			),
			{ numRuns: runs },
		);
	});

	const cityAndName: SortKey[] = [
		{ field: 'city', direction: 'desc' },
		{ field: 'name', direction: 'asc' },
	];

	it.each<[string, Partial<Query>]>([
		['of a list sorted by fields', { sort: cityAndName }],
		['of the newest first', {}],
		['of what was searched for, the newest first', { search: 'n' }],
		['of what was searched for, sorted by fields', { search: 'n', sort: cityAndName }],
	])('come in the same order as one page of all: %s', async (_name, query) => {
		const crm = openTestCrm();
		await crm.records.create(
			'customer',
			inputsOf(Array.from({ length: 23 }, (_, i) => ({ fields: fieldsOf([null, 'b', 'a'][i % 3], i) }))),
		);
		const whole = (await crm.records.list('customer', { ...query, limit: 500 })).records;
		if (!query.sort)
			expect(whole.map(({ id }) => id)).toEqual(
				whole
					.map(({ id }) => id)
					.sort()
					.reverse(),
			);
		const paged: CrmRecord[] = [];
		for (let cursor: string | undefined, first = true; first || cursor; first = false) {
			const page = await crm.records.list('customer', { ...query, limit: 5, cursor });
			paged.push(...page.records);
			cursor = page.nextCursor;
		}
		expect(paged).toEqual(whole);
		expect(whole).toHaveLength(23);
	});

	it('end without a cursor, also when the last page is full', async () => {
		const crm = openTestCrm();
		await crm.records.create('customer', inputsOf(Array.from({ length: 4 }, (_, i) => ({ fields: { name: `${i}` } }))));
		const first = await crm.records.list('customer', { limit: 2 });
		const second = await crm.records.list('customer', { limit: 2, cursor: first.nextCursor });
		expect([first.nextCursor, second.nextCursor]).toEqual([expect.any(String), undefined]);
	});

	describe('refuse a cursor', () => {
		const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
		const refused = async (crm: TestCrm, query: Partial<Query>) => await failureOf(crm.records.list('customer', { limit: 1, ...query }));

		it('of another list or another order', async () => {
			const crm = openTestCrm();
			await crm.records.create('customer', inputsOf([{ fields: { name: 'a' } }, { fields: { name: 'b' } }]));
			await crm.records.create('lead', inputsOf([{ fields: { name: 'a' } }, { fields: { name: 'b' } }]));
			const ofLeads = (await crm.records.list('lead', { limit: 1 })).nextCursor;
			const { nextCursor } = await crm.records.list('customer', { limit: 1 });
			const foreign = { code: 'ValidationFailed', field: 'cursor', message: 'The cursor belongs to another list or another order' };
			expect(await refused(crm, { cursor: ofLeads })).toMatchObject(foreign);
			expect(await refused(crm, { cursor: nextCursor, sort: [{ field: 'name', direction: 'asc' }] })).toMatchObject(foreign);
			expect((await crm.records.list('customer', { limit: 1, cursor: nextCursor })).records).toHaveLength(1);
		});

		it.each([
			['text', 'x'],
			['nothing in it', encoded(null)],
			['an object', encoded({})],
			['no list', encoded([])],
			['an object for a value', encoded(['customer: id desc', {}])],
			['a boolean for a value', encoded(['customer: id desc', true])],
			['no value', encoded(['customer: id desc'])],
			['one value too many', encoded(['customer: id desc', 'a', 'b'])],
		])('that none gave: %s', async (_what, cursor) => {
			const error = await refused(openTestCrm(), { cursor });
			expect(error).toMatchObject({ code: 'ValidationFailed', field: 'cursor', message: expect.stringContaining('damaged') });
			expect(error.hint.en).toContain('the page before');
		});
	});

	it.each([
		[0, 1],
		[-5, 1],
		[2.9, 2],
		[NaN, 50],
		[10_000, 60],
	])('of %d records hold %d', async (limit, expected) => {
		const crm = openTestCrm();
		await crm.records.create('customer', inputsOf(Array.from({ length: 60 }, (_, i) => ({ fields: { name: `${i}` } }))));
		expect((await crm.records.list('customer', { limit })).records).toHaveLength(expected);
	});
});
