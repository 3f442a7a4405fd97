import { failureOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	crm = openTestCrm({ now: '2026-03-02T01:00:00Z' });
});

const amountIn = async (currency: string, amount: unknown) => (await crm.given.opportunity({ amount, currency })).amount;

describe('an entered amount', () => {
	it.each([
		['CNY', '1200.5', '1200.50'],
		['CNY', '¥1,200.50', '1200.50'],
		['CNY', '￥１２００', '1200.00'],
		['CNY', '1200元', '1200.00'],
		['CNY', ' CNY 1,200 ', '1200.00'],
		['CNY', 1200.5, '1200.50'],
		['CNY', '0', '0.00'],
		['CNY', '007.10', '7.10'],
		['JPY', '¥1,200', '1200'],
		['JPY', '1200.00', '1200'],
		['KWD', '1.234', '1.234'],
		['USD', '$9,007,199,254,740.99', '9007199254740.99'],
	])('in %s, %j, is %s in the record and whole minor units in the store', async (currency, given, shown) => {
		expect(await amountIn(currency, given)).toBe(shown);
		const [row] = await crm.rows('SELECT "amount" FROM "crm_opportunity"');
		expect(row).toEqual({ amount: Number(shown.replace('.', '')) });
	});

	it.each([
		['JPY', '1200.5', 'must be a whole number: JPY has no decimals'],
		['CNY', '1200.505', 'has more than the 2 decimals of CNY'],
		['CNY', 0.1 + 0.2, 'has more than 3 decimals'],
		['CNY', '$12', 'is not in CNY'],
		['USD', 'CNY 12', 'is not in USD'],
		['CNY', '-1', 'must be 0 or more'],
		['CNY', '12万', 'must be an amount such as 1200.50'],
		['CNY', '1.200,50', 'must be an amount such as 1200.50'],
		['CNY', '10000000000000', 'is larger than 9 trillion'],
	])('in %s cannot be %j: it %s', async (currency, given, problem) => {
		const error = await failureOf(amountIn(currency, given));
		expect(error).toMatchObject({ code: 'ValidationFailed', field: 'amount', problems: [{ message: { en: problem } }] });
	});

	it('takes the currency that the record has', async () => {
		const yen = await crm.given.opportunity({ currency: 'JPY' });
		const update = async (fields: object) =>
			(await crm.records.update('opportunity', [{ item: 0, id: yen.id, fields: { ...fields } }])).map(valueOf)[0];
		expect(await update({ amount: '1,000' })).toMatchObject({ amount: '1000', version: 2 });
		expect(await update({ amount: '1000.00' })).toMatchObject({ amount: '1000', version: 2 });
		expect(await failureOf(update({ amount: '1000.5' }))).toMatchObject({ field: 'amount' });
		expect(await update({ currency: 'CNY' })).toMatchObject({ amount: '1000.00', currency: 'CNY' });
		expect(await failureOf(update({ currency: null }))).toMatchObject({ field: 'currency' });
	});

	it('that becomes impossible with another currency is refused', async () => {
		const deal = await crm.given.opportunity({ amount: '12.34' });
		const error = await failureOf(crm.records.update('opportunity', [{ item: 0, id: deal.id, fields: { currency: 'JPY' } }]));
		expect(error).toMatchObject({ field: 'amount', text: { 'zh-CN': expect.stringContaining('JPY 没有小数') as string } });
	});

	it('is a decimal text in events and the timeline too', async () => {
		const deal = await crm.given.opportunity({ amount: '1200.5' });
		await crm.records.update('opportunity', [{ item: 0, id: deal.id, fields: { amount: '1300' } }]);
		expect((await crm.eventsOf(deal)).map((event) => event.changes.amount)).toEqual([
			[null, '1200.50'],
			['1200.50', '1300.00'],
		]);
		const { entries } = await crm.records.timeline('opportunity', deal.id, { limit: 1 });
		expect(entries[0].changes).toEqual({ amount: { from: '1200.50', to: '1300.00' } });
	});
});

describe('amounts of several currencies', () => {
	beforeEach(async () => {
		for (const [currency, amount] of [
			['CNY', '99.99'],
			['JPY', '100'],
			['KWD', '100.001'],
			['USD', '100.01'],
			['CNY', null],
		])
			await crm.given.opportunity({ currency, amount });
	});

	it.each([
		['greaterThan', '100', ['100.001', '100.01']],
		['greaterOrEqual', '¥100.00', ['100', '100.001', '100.01']],
		['lessThan', 100, ['99.99']],
		['equals', '100.000', ['100']],
		['in', '99.99,100.01', ['99.99', '100.01']],
		['between', ['99.99', '100.01'], ['99.99', '100', '100.001']],
		['isEmpty', undefined, [null]],
	] as const)('are compared by what they say: %s %j', async (operator, value, found) => {
		const filter = { match: 'all' as const, conditions: [{ field: 'amount', operator, value }] };
		const { records } = await crm.records.list('opportunity', { limit: 10, filter, sort: [{ field: 'amount', direction: 'asc' }] });
		expect(records.map(({ amount }) => amount)).toEqual(found);
	});

	it.each(['asc', 'desc'] as const)('are sorted by what they say, %s, page by page', async (direction) => {
		const amounts: unknown[] = [];
		let cursor: string | undefined;
		do {
			const page = await crm.records.list('opportunity', { limit: 1, cursor, sort: [{ field: 'amount', direction }] });
			amounts.push(...page.records.map(({ amount }) => amount));
			cursor = page.nextCursor;
		} while (cursor);
		const rising = [null, '99.99', '100', '100.001', '100.01'];
		expect(amounts).toEqual(direction === 'asc' ? rising : rising.reverse());
	});

	it('are not searched like a text', async () => {
		const filter = { match: 'all' as const, conditions: [{ field: 'amount', operator: 'contains' as const, value: '100' }] };
		expect(await failureOf(crm.records.list('opportunity', { limit: 1, filter }))).toMatchObject({ field: 'amount' });
	});
});
