import type { Condition, FilterGroup, SortKey } from '../../../core/filter';
import { failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

const all = (...conditions: Array<Condition | FilterGroup>): FilterGroup => ({ match: 'all', conditions });
const any = (...conditions: Array<Condition | FilterGroup>): FilterGroup => ({ match: 'any', conditions });

let crm: TestCrm;

/** Names of the records that a filter finds, in the order of their names. */
const found = async (object: 'customer' | 'contact' | 'scoringModel' | 'lead', filter: FilterGroup) => {
	const { records } = await crm.records.list(object, { limit: 100, filter, sort: [{ field: 'name', direction: 'asc' }] });
	expect(await crm.records.count(object, { filter })).toBe(records.length);
	return records.map((record) => String(record.name));
};

const one = async (
	object: 'customer' | 'contact' | 'scoringModel' | 'lead',
	field: string,
	operator: Condition['operator'],
	value?: unknown,
) => (await found(object, all({ field, operator, value }))).join('');

beforeAll(async () => {
	crm = openTestCrm();
	const put = async (object: 'customer' | 'contact' | 'scoringModel', list: ReadonlyArray<Record<string, unknown>>) => {
		for (const outcome of await crm.records.create(object, inputsOf(list.map((fields) => ({ fields }))))) valueOf(outcome);
	};
	await put('customer', [
		{ name: 'a', tier: 'A', city: '100% 棉_厂\\', phone: '010-62345678', type: 'agent' },
		{ name: 'b', tier: 'B', city: '100 棉厂', phone: '13812345678' },
		{ name: 'c', city: `O'Brien"` },
		{ name: 'd', tier: 'C', city: 'ABC', email: 'D@Example.com' },
	]);
	await put('contact', [
		{ name: 'p', birthday: '1990-01-01', primary: true },
		{ name: 'q', birthday: '1990-01-31', primary: false },
		{ name: 'r', birthday: '1990-02-01' },
		{ name: 's' },
	]);
	await put('scoringModel', [
		{ name: 'x', fitCap: 10 },
		{ name: 'y', fitCap: 20 },
		{ name: 'z', fitCap: 9 },
	]);
});

describe('conditions', () => {
	it.each<[string, 'customer' | 'contact' | 'scoringModel', string, Condition['operator'], unknown, string]>([
		['text equals', 'customer', 'city', 'equals', 'ABC', 'd'],
		['text not equals, and empty', 'customer', 'city', 'notEquals', 'ABC', 'abc'],
		['not equals counts empty ones', 'customer', 'tier', 'notEquals', 'A', 'bcd'],
		['an option by its label', 'customer', 'tier', 'equals', 'A 类', 'a'],
		['option in a list', 'customer', 'tier', 'in', ['A', 'C'], 'ad'],
		['option in a typed list', 'customer', 'tier', 'in', 'A，C, ', 'ad'],
		['option in a Chinese list', 'customer', 'tier', 'in', 'A 类、C 类', 'ad'],
		['nothing is in an empty list', 'customer', 'tier', 'in', [], ''],
		['not in, and empty', 'customer', 'tier', 'notIn', ['A', 'B'], 'cd'],
		['is empty', 'customer', 'tier', 'isEmpty', undefined, 'c'],
		['is not empty', 'customer', 'tier', 'isNotEmpty', undefined, 'abd'],
		['a phone in any writing', 'customer', 'phone', 'equals', '+86 138-1234-5678', 'b'],
		['a part of a phone', 'customer', 'phone', 'contains', '1234', 'b'],
		['an e-mail in any case', 'customer', 'email', 'equals', 'd@EXAMPLE.com', 'd'],
		['contains, in any case', 'customer', 'city', 'contains', 'bc', 'd'],
		['contains a percent sign', 'customer', 'city', 'contains', '0%', 'a'],
		['contains an underscore', 'customer', 'city', 'contains', '棉_', 'a'],
		['contains a backslash', 'customer', 'city', 'contains', '\\', 'a'],
		['contains quotes', 'customer', 'city', 'contains', `n"`, 'c'],
		['starts with', 'customer', 'city', 'startsWith', '100', 'ab'],
		['starts with a percent sign', 'customer', 'city', 'startsWith', '%', ''],
		['numbers as numbers', 'scoringModel', 'fitCap', 'greaterThan', '9', 'xy'],
		['number at least', 'scoringModel', 'fitCap', 'greaterOrEqual', 10, 'xy'],
		['number less', 'scoringModel', 'fitCap', 'lessThan', 10, 'z'],
		['number at most', 'scoringModel', 'fitCap', 'lessOrEqual', 10, 'xz'],
		['numbers in a list', 'scoringModel', 'fitCap', 'in', '9,20', 'yz'],
		['number between, without the end', 'scoringModel', 'fitCap', 'between', [9, 20], 'xz'],
		['true', 'contact', 'primary', 'equals', true, 'p'],
		['not true', 'contact', 'primary', 'notEquals', '是', 'qrs'],
		['true or false in a list', 'contact', 'primary', 'in', [true, '是'], 'p'],
		['a month of dates, with its last day', 'contact', 'birthday', 'between', ['1990-01-01', '1990-01-31'], 'pq'],
		['a single day of dates', 'contact', 'birthday', 'between', ['1990-01-31', '1990年1月31日'], 'q'],
		['before a date', 'contact', 'birthday', 'lessThan', '1990-01-31', 'p'],
		['from a date', 'contact', 'birthday', 'greaterOrEqual', '1990年1月31日', 'qr'],
		['times after a time', 'contact', 'createdAt', 'greaterThan', '2020-01-01T00:00:00+08:00', 'pqrs'],
		['times of a range in the past', 'contact', 'createdAt', 'between', ['2020-01-01', '2020-02-01'], ''],
		['the version', 'contact', 'version', 'equals', 1, 'pqrs'],
	])('%s', async (_name, object, field, operator, value, expected) => {
		expect(await one(object, field, operator, value)).toBe(expected);
	});

	it('join by all and by any, in groups inside groups', async () => {
		const tier = (value: string): Condition => ({ field: 'tier', operator: 'equals', value });
		const filter = any(
			all(tier('A'), { field: 'city', operator: 'contains', value: '棉' }),
			all(any(tier('C'), tier('B')), { field: 'email', operator: 'isNotEmpty' }),
		);
		expect(await found('customer', filter)).toEqual(['a', 'd']);
		expect(await found('customer', all(any(), all()))).toEqual(['a', 'b', 'c', 'd']);
	});
});

describe('filters that make no sense', () => {
	let deep: FilterGroup = all();
	for (let i = 0; i < 5; i++) deep = all(deep);
	const condition = (field: string, operator: string, value?: unknown) => all({ field, operator, value } as Condition);

	it.each<[string, FilterGroup]>([
		['an unknown field', condition('colour', 'equals', 1)],
		['SQL for a field', condition('name" = "name" OR 1=1 --', 'equals', 1)],
		['a field of the language', condition('__proto__', 'equals', 1)],
		['an unknown operator', condition('name', '= 1 OR', 1)],
		['an operator of the language', condition('name', 'constructor', 1)],
		['a list field', condition('scoreParts', 'isEmpty')],
		['a value that is no date', condition('createdAt', 'lessThan', 'yesterday')],
		['a value that is no option', condition('source', 'equals', 'mars')],
		['a value that is no phone', condition('phone', 'equals', 'abc')],
		['an empty value', condition('name', 'equals', '')],
		['an empty part', condition('name', 'contains', '')],
		['no part at all', condition('name', 'contains')],
		['an object for a part', condition('name', 'startsWith', {})],
		['a part of a number', condition('score', 'contains', '1')],
		['a part of 1 MB', condition('name', 'contains', 'x'.repeat(1_048_576))],
		['a part with NUL', condition('name', 'contains', 'a\u0000')],
		['half a range', condition('createdAt', 'between', ['2026-01-01'])],
		['a range that is none', condition('createdAt', 'between', '2026-01-01')],
		['a list that is too long', condition('name', 'in', Array(10_001).fill('a'))],
		['101 conditions', all(...Array.from({ length: 101 }, (): Condition => ({ field: 'name', operator: 'isEmpty' })))],
		['groups six deep', deep],
	])('are refused: %s', async (_name, filter) => {
		for (const work of [() => crm.records.list('lead', { limit: 1, filter }), () => crm.records.count('lead', { filter })]) {
			const error = await failureOf(work());
			expect(error).toMatchObject({ code: 'ValidationFailed', hint: { en: 'Correct the filter or sort of this node.' } });
		}
	});

	it('find nothing where SQL stands in a value', async () => {
		for (const value of [`' OR '1'='1`, `"; DROP TABLE crm_lead; --`, '%', '?1']) {
			for (const operator of ['equals', 'contains', 'startsWith', 'in'] as const)
				expect(await one('contact', 'name', operator, value)).toBe('');
		}
	});
});

describe('sorting', () => {
	const sorted = async (sort: SortKey[]) =>
		(await crm.records.list('customer', { limit: 10, sort })).records.map((record) => record.name).join('');

	it('puts empty values first going up and last going down, on several fields', async () => {
		expect(await sorted([{ field: 'tier', direction: 'asc' }])).toBe('cabd');
		expect(await sorted([{ field: 'tier', direction: 'desc' }])).toBe('dbac');
		expect(
			await sorted([
				{ field: 'type', direction: 'desc' },
				{ field: 'name', direction: 'desc' },
			]),
		).toBe('dcba');
		expect(await sorted([])).toBe('dcba');
	});

	it.each<[string, SortKey[]]>([
		['unknown fields', [{ field: 'colour', direction: 'asc' }]],
		['SQL', [{ field: 'name; DROP TABLE crm_lead', direction: 'asc' }]],
		['four fields', ['name', 'city', 'tier', 'type'].map((field) => ({ field, direction: 'asc' as const }))],
	])('refuses %s', async (_name, sort) => {
		expect((await failureOf(crm.records.list('customer', { limit: 1, sort }))).code).toBe('ValidationFailed');
	});

	it('takes no direction but the two', async () => {
		expect(await sorted([{ field: 'name', direction: 'desc; DROP TABLE crm_customer' as 'desc' }])).toBe('abcd');
	});
});
