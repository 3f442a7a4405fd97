import fc from 'fast-check';

import { dayAt, momentsOf } from '../../../core/day';
import type { Condition } from '../../../core/filter';
import { failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

/** Names of the leads whose last follow-up a condition finds, where the caller's clocks show this zone. */
const finds = async (crm: TestCrm, operator: Condition['operator'], value: unknown, timeZone?: string) => {
	const filter = { match: 'all' as const, conditions: [{ field: 'lastActivityAt', operator, value }] };
	const { records } = await crm.as({ timeZone }).records.list('lead', { limit: 100, filter, sort: [{ field: 'name', direction: 'asc' }] });
	expect(await crm.as({ timeZone }).records.count('lead', { filter })).toBe(records.length);
	return records.map(({ name }) => name).join('');
};

/** Leads followed up at these moments, by name; without a moment: never. */
async function followedUp(moments: Readonly<Record<string, string | undefined>>): Promise<TestCrm> {
	const crm = openTestCrm({ now: '2026-12-31T00:00:00Z' });
	for (const [name, at] of Object.entries(moments)) {
		const lead = await crm.given.lead({ name });
		if (at) valueOf((await crm.engagement.log(inputsOf([{ fields: { method: 'call', leadId: lead.id, at } }])))[0]);
	}
	return crm;
}

describe('a day without a time, compared with a moment', () => {
	let crm: TestCrm;

	// Around 21 November in Shanghai, which begins at 16:00 UTC of the day before.
	beforeAll(async () => {
		crm = await followedUp({
			a: '2026-11-20T15:59:59.999Z',
			b: '2026-11-20T16:00:00.000Z',
			c: '2026-11-21T15:59:59.999Z',
			d: '2026-11-21T16:00:00.000Z',
			e: undefined,
		});
	});

	it.each<[Condition['operator'], unknown, string]>([
		['equals', '2026-11-21', 'bc'],
		['notEquals', '2026-11-21', 'ade'],
		['greaterThan', '2026-11-21', 'd'],
		['greaterOrEqual', '2026-11-21', 'bcd'],
		['lessThan', '2026-11-21', 'a'],
		['lessOrEqual', '2026-11-21', 'abc'],
		['lessOrEqual', ' 2026年11月21日 ', 'abc'],
		['lessOrEqual', '2026/11/21', 'abc'],
		['between', ['2026-11-21', '2026-11-21'], 'bc'],
		['between', ['2026-11-20', '2026-11-21'], 'abc'],
		['between', ['2026-11-22', '2026-11-21'], ''],
		['in', '2026-11-20, 2026-11-22', 'ad'],
		['in', ['2026-11-20', '2026-11-21T16:00:00Z'], 'ad'],
		['notIn', ['2026-11-20', '2026-11-22'], 'bce'],
		['notIn', ['2026-11-20', '2026-11-21T16:00:00Z'], 'bce'],
		['lessOrEqual', '9999-12-31', 'abcd'],
		['greaterThan', '9999-12-31', ''],
		['greaterOrEqual', '0101-01-01', 'abcd'],
	])('%s %j is meant as the whole day', async (operator, value, expected) => {
		expect(await finds(crm, operator, value, 'Asia/Shanghai')).toBe(expected);
		// Where a call does not say where the caller is, it is China.
		expect(await finds(crm, operator, value)).toBe(expected);
	});

	it.each<[Condition['operator'], unknown, string]>([
		['equals', '2026-11-20T16:00:00.000Z', 'b'],
		['lessOrEqual', '2026-11-20T16:00:00.000Z', 'ab'],
		['between', ['2026-11-20T16:00:00.000Z', '2026-11-21T16:00:00.000Z'], 'bc'],
		['between', ['2026-11-20T16:00:00.000Z', '2026-11-21'], 'bc'],
		['between', ['2026-11-21', '2026-11-21T16:00:00.000Z'], 'bc'],
	])('%s %j with a time is that moment', async (operator, value, expected) => {
		expect(await finds(crm, operator, value)).toBe(expected);
	});

	it('is the day where the caller is', async () => {
		expect(await finds(crm, 'equals', '2026-11-20', 'America/New_York')).toBe('ab');
		expect(await finds(crm, 'equals', '2026-11-21', 'UTC')).toBe('cd');
	});

	it('is refused when it does not exist', async () => {
		for (const value of ['2026-02-30', ['2026-01-01', '2026-02-30'], [undefined, '2026-02-01']]) {
			const operator = Array.isArray(value) ? 'between' : 'lessOrEqual';
			expect((await failureOf(finds(crm, operator, value))).code).toBe('ValidationFailed');
		}
	});

	it('stands at most two hundred times in one filter, however it is spread over its lists', async () => {
		const days = Array.from({ length: 201 }, (_, i) => new Date(Date.UTC(2026, 4, 5 + i)).toISOString().slice(0, 10));
		expect(days.at(-1)).toBe('2026-11-21');
		expect(await finds(crm, 'in', days.slice(1))).toBe('abc');
		expect(await failureOf(finds(crm, 'in', days))).toMatchObject({ code: 'ValidationFailed', field: 'lastActivityAt' });
		const lists = [days.slice(0, 101), days.slice(101)].map((value): Condition => ({ field: 'lastActivityAt', operator: 'in', value }));
		expect(await failureOf(crm.records.count('lead', { filter: { match: 'any', conditions: lists } }))).toMatchObject({
			code: 'ValidationFailed',
			text: { en: expect.stringContaining('a filter may have 200 days') as string },
		});
	});
});

it('holds the hour that a clock change adds or takes', async () => {
	// In Berlin the clocks go back on 25 October (25 hours) and forward on 29 March (23 hours).
	const crm = await followedUp({
		a: '2026-03-28T22:59:59.999Z',
		b: '2026-03-28T23:00:00.000Z',
		c: '2026-03-29T21:59:59.999Z',
		d: '2026-03-29T22:00:00.000Z',
		e: '2026-10-24T22:00:00.000Z',
		f: '2026-10-25T22:59:59.999Z',
		g: '2026-10-25T23:00:00.000Z',
	});
	expect(await finds(crm, 'equals', '2026-03-29', 'Europe/Berlin')).toBe('bc');
	expect(await finds(crm, 'lessOrEqual', '2026-03-29', 'Europe/Berlin')).toBe('abc');
	expect(await finds(crm, 'equals', '2026-10-25', 'Europe/Berlin')).toBe('ef');
	expect(await finds(crm, 'greaterThan', '2026-10-25', 'Europe/Berlin')).toBe('g');
});

describe('the moments of a day', () => {
	it.each([
		['2026-11-21', 'Asia/Shanghai', '2026-11-20T16:00:00.000Z', '2026-11-21T16:00:00.000Z'],
		// Midnight comes twice; the day begins with the first.
		['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
		// There is no midnight.
		['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
		// The day was left out when the island changed sides of the date line.
		['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-30T10:00:00.000Z'],
		['9999-12-31', 'UTC', '9999-12-31T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
	])('%s in %s', (day, timeZone, from, end) => {
		expect(momentsOf(day, timeZone)).toEqual({ from, end });
	});

	it('cost one set of clocks a zone, and nothing the second time', () => {
		const made = jest.spyOn(Intl, 'DateTimeFormat');
		const days = Array.from({ length: 50 }, (_, i) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10));
		const first = days.map((day) => momentsOf(day, 'Asia/Tokyo'));
		expect(made).toHaveBeenCalledTimes(1);
		made.mockRestore();
		// The very same objects: nothing was looked for again.
		for (const [i, day] of days.entries()) expect(momentsOf(day, 'Asia/Tokyo')).toBe(first[i]);
	});

	it('are those of the zone, however many days and zones came before', () => {
		const zones = Intl.supportedValuesOf('timeZone').slice(0, 30);
		const days = Array.from({ length: 100 }, (_, i) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10));
		for (const zone of zones) for (const day of days) momentsOf(day, zone);
		expect(momentsOf('2026-11-21', 'Asia/Shanghai').from).toBe('2026-11-20T16:00:00.000Z');
		expect(momentsOf('2026-11-21', 'America/New_York').from).toBe('2026-11-21T05:00:00.000Z');
	});

	it('are those at which the clocks show it, everywhere', () => {
		const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/Havana', 'Atlantic/Azores', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];
		fc.assert(
			fc.property(
				fc.date({ min: new Date('2012-01-01'), max: new Date('2037-12-31'), noInvalidDate: true }),
				fc.constantFrom(...zones),
				(moment, zone) => {
					const day = dayAt(moment.getTime(), zone);
					const { from, end } = momentsOf(day, zone);
					expect([dayAt(Date.parse(from), zone), dayAt(Date.parse(end) - 1, zone)]).toEqual([day, day]);
					expect(dayAt(Date.parse(from) - 1, zone) < day).toBe(true);
					expect(dayAt(Date.parse(end), zone) > day).toBe(true);
				},
			),
			{ numRuns: 200 },
		);
	});
});
