import type { CrmRecord, Query } from '../../../core/crm';
import type { Condition, SortKey } from '../../../core/filter';
import { define } from '../../support/fields';
import { failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

const where = (field: string, operator: Condition['operator'], value?: unknown): Query['filter'] => ({
	match: 'all',
	conditions: [{ field, operator, value }],
});

async function filled(): Promise<TestCrm> {
	const crm = openTestCrm({ timeZone: 'Asia/Shanghai' });
	await define(
		crm,
		{ label: 'Area' },
		{ label: 'Staff', type: 'integer' },
		{ label: 'Rate', type: 'number' },
		{ label: 'Exporter', type: 'boolean' },
		{ label: 'Audited On', type: 'date' },
		{ label: 'Visited At', type: 'dateTime' },
		{ label: 'Grade', type: 'option', options: [{ value: 'g', label: 'Gold', labelZh: '金' }, { value: 's' }] },
	);
	const rows = [
		{ name: 'a', custom_area: '100%', custom_staff: 9, custom_rate: 0.5, custom_exporter: true, custom_auditedOn: '2026-01-31' },
		{ name: 'b', custom_area: 'East', custom_staff: 10, custom_rate: 1.25, custom_exporter: false, custom_grade: 'g' },
		{ name: 'c', custom_area: '华东', custom_staff: 200, custom_visitedAt: '2026-01-31T23:30:00+08:00', custom_grade: 's' },
		{ name: 'd' },
	];
	for (const outcome of await crm.records.create('customer', inputsOf(rows.map((fields) => ({ fields }))))) valueOf(outcome);
	return crm;
}

describe('filters on custom fields', () => {
	let crm: TestCrm;
	beforeAll(async () => void (crm = await filled()));

	it.each<[string, string, Condition['operator'], unknown, string]>([
		['text', 'area', 'equals', '华东', 'c'],
		['text, and empty', 'area', 'notEquals', '华东', 'abd'],
		['a part of a text in any case', 'area', 'contains', 'eas', 'b'],
		['a percent sign', 'area', 'contains', '%', 'a'],
		['the beginning', 'area', 'startsWith', '华', 'c'],
		['one of several', 'area', 'in', 'East，华东', 'bc'],
		['none of several, and empty', 'area', 'notIn', ['East'], 'acd'],
		['nothing', 'area', 'isEmpty', undefined, 'd'],
		['something', 'area', 'isNotEmpty', undefined, 'abc'],
		['whole numbers by size', 'staff', 'greaterThan', '9', 'bc'],
		['whole numbers in a list', 'staff', 'in', '9,200', 'ac'],
		['numbers', 'rate', 'lessOrEqual', 0.5, 'a'],
		['a number', 'rate', 'equals', '1.25', 'b'],
		['yes', 'exporter', 'equals', '是', 'a'],
		['no', 'exporter', 'equals', false, 'b'],
		['not yes', 'exporter', 'notEquals', true, 'bcd'],
		['yes or no in a list', 'exporter', 'in', [true, false], 'ab'],
		['days', 'auditedOn', 'between', ['2026-01-01', '2026-01-31'], 'a'],
		['a whole day of times where the company is', 'visitedAt', 'equals', '2026-01-31', 'c'],
		['an option by its label', 'grade', 'equals', '金', 'b'],
		['options', 'grade', 'in', ['Gold', 's'], 'bc'],
	])('find %s', async (_what, field, operator, value, expected) => {
		const filter = where(`custom_${field}`, operator, value);
		const { records } = await crm.records.list('customer', { limit: 10, filter, sort: [{ field: 'name', direction: 'asc' }] });
		expect(records.map(({ name }) => name).join('')).toBe(expected);
		expect(await crm.records.count('customer', { filter })).toBe(expected.length);
	});

	it('refuse a value that the field cannot have, and a field that there is not', async () => {
		const wrong = async (filter: Query['filter']) => await failureOf(crm.records.list('customer', { limit: 1, filter }));
		expect(await wrong(where('custom_staff', 'equals', 'many'))).toMatchObject({ field: 'custom_staff' });
		expect(await wrong(where('custom_grade', 'equals', 'bronze'))).toMatchObject({ field: 'custom_grade' });
		expect(await wrong(where('custom_colour', 'equals', 'red'))).toMatchObject({ field: 'custom_colour' });
		expect(await wrong(where('custom', 'equals', '{}'))).toMatchObject({ field: 'custom' });
	});
});

describe('pages in the order of custom fields', () => {
	const sorts = ['area', 'staff', 'rate', 'exporter', 'auditedOn', 'grade'].flatMap((field) =>
		(['asc', 'desc'] as const).map((direction): SortKey => ({ field: `custom_${field}`, direction })),
	);

	it.each(sorts)('hold every record once, in the order of one page of all: %j', async (key) => {
		const crm = await filled();
		const more = Array.from({ length: 12 }, (_, i) => ({
			fields: {
				name: `m${i}`,
				custom_area: ['x', null, 'y'][i % 3],
				custom_staff: i % 4,
				custom_exporter: i % 2 === 0,
				custom_rate: i / 8,
			},
		}));
		await crm.records.create('customer', inputsOf(more));
		const sort = [key, { field: 'name', direction: 'desc' as const }];
		const whole = (await crm.records.list('customer', { limit: 100, sort })).records;
		const paged: CrmRecord[] = [];
		let cursor: string | undefined;
		do {
			const page = await crm.records.list('customer', { limit: 3, sort, cursor });
			paged.push(...page.records);
			cursor = page.nextCursor;
		} while (cursor);
		expect(whole).toHaveLength(16);
		expect(paged).toEqual(whole);
		const values = whole.map((record) => record[key.field]).filter((value) => value !== null) as Array<string | number | boolean>;
		expect(values).toEqual([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (key.direction === 'asc' ? 1 : -1)));
	});
});
