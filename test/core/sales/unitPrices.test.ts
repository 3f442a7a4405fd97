import type { CrmRecord, Page } from '../../../core/crm';
import { failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;

beforeEach(() => {
	crm = openTestCrm({ now: '2026-03-02T01:00:00Z' });
});

const priceIn = async (currency: string, unitPrice: unknown) => {
	const { id } = await crm.given.priceBook({ currency });
	return (await crm.given.price({ priceBookId: id, unitPrice })).unitPrice;
};

describe('the price of one unit', () => {
	it.each([
		['USD', '0.0385', '0.0385'],
		['USD', '$0.000001', '0.000001'],
		['USD', 0.0385, '0.0385'],
		['USD', '1,200.5', '1200.50'],
		['USD', '0.1250', '0.125'],
		['USD', '100', '100.00'],
		['USD', '0', '0.00'],
		['JPY', '¥0.1250', '0.125'],
		['JPY', '1200', '1200'],
		['KWD', '0.0000001', '0.0000001'],
		['KWD', '1.5', '1.500'],
		['USD', '9,007,199,254,740.990001', '9007199254740.990001'],
	])('in %s, %j, is %s: up to four decimals more than the currency has', async (currency, given, shown) => {
		expect(await priceIn(currency, given)).toBe(shown);
		const { records } = await crm.records.list('price', { limit: 1 });
		expect(records[0].unitPrice).toBe(shown);
	});

	it.each([
		['USD', '0.0000001', 'has more than the 6 decimals of a unit price in USD'],
		['JPY', '0.12345', 'has more than the 4 decimals of a unit price in JPY'],
		['KWD', '0.00000001', 'has more than 7 decimals'],
		['USD', '-0.01', 'must be 0 or more'],
		['USD', '¥0.0385', 'is not in USD'],
		['USD', '10000000000000', 'is larger than 9 trillion'],
	])('in %s cannot be %j: it %s', async (currency, given, problem) => {
		const error = await failureOf(priceIn(currency, given));
		expect(error).toMatchObject({ code: 'ValidationFailed', field: 'unitPrice', problems: [{ message: { en: problem } }] });
	});

	it('may be that fine as the default price of a product, and on a line', async () => {
		const product = await crm.given.product({ currency: 'USD', defaultPrice: '0.0385' });
		const deal = await crm.given.opportunity({ currency: 'USD' });
		const line = await crm.given.opportunityProduct({ opportunityId: deal.id, productId: product.id, quantity: 1000 });
		expect([product.defaultPrice, line.unitPrice, line.lineTotal]).toEqual(['0.0385', '0.0385', '38.50']);
		const inputs = inputsOf([{ id: line.id, fields: { unitPrice: '0.03' } }]);
		expect((await crm.records.update('opportunityProduct', inputs)).map(valueOf)).toMatchObject([
			{ unitPrice: '0.03', lineTotal: '30.00' },
		]);
		expect((await crm.eventsOf(line)).map(({ changes }) => changes.unitPrice)).toEqual([
			[null, '0.0385'],
			['0.0385', '0.03'],
		]);
	});

	it('has a total that is rounded once, half up, and totals that add up to the cent', async () => {
		const deal = await crm.given.opportunity({ currency: 'USD' });
		const product = await crm.given.product({ currency: 'USD' });
		const lines: ReadonlyArray<[unitPrice: string, quantity: number, discountPercent: number | null, lineTotal: string]> = [
			['0.0385', 13, null, '0.50'],
			['0.0005', 10, null, '0.01'],
			['0.000499', 10, null, '0.00'],
			['0.0385', 1, null, '0.04'],
			['0.0385', 1000, 12.5, '33.69'],
			['0.123456', 1e6, 0.01, '123443.65'],
		];
		const inputs = lines.map(([unitPrice, quantity, discountPercent]) => ({
			fields: { opportunityId: deal.id, productId: product.id, unitPrice, quantity, discountPercent },
		}));
		const made = (await crm.records.create('opportunityProduct', inputsOf(inputs))).map(valueOf);
		expect(made.map(({ lineTotal }) => lineTotal)).toEqual(lines.map(([, , , total]) => total));
		expect((await crm.records.get('opportunity', [{ item: 0, id: deal.id }])).map(valueOf)).toMatchObject([{ amount: '123477.89' }]);
	});

	it('is found with a total of the cents of its currency', async () => {
		const product = await crm.given.product();
		const book = await crm.given.priceBook({ currency: 'JPY' });
		await crm.given.price({ priceBookId: book.id, productId: product.id, unitPrice: '0.25' });
		const [found] = await crm.sales.findPrices([{ item: 0, productId: product.id, priceBookId: book.id, quantity: 6 }]);
		expect(valueOf(found)).toMatchObject({ unitPrice: '0.25', total: '2' });
	});
});

describe('prices of several currencies', () => {
	const rising = ['0.0000001', '0.0385', '0.5', '0.50', '9.99', '100.000001', '1000', '9007199254740.99'];

	beforeEach(async () => {
		for (const [currency, price] of [
			['CNY', '9.99'],
			['JPY', '1000'],
			['KWD', '0.0000001'],
			['USD', '0.0385'],
			['JPY', '0.5'],
			['USD', '100.000001'],
			['EUR', '0.50'],
			['CNY', '9007199254740.99'],
		])
			await priceIn(currency, price);
	});

	const pricesOf = ({ records }: Page) => records.map(({ unitPrice }: CrmRecord) => unitPrice);

	it.each([
		['greaterThan', '100', ['100.000001', '1000', '9007199254740.99']],
		['greaterThan', '100.000001', ['1000', '9007199254740.99']],
		['lessThan', '$0.0385', ['0.0000001']],
		['lessOrEqual', 0.0385, ['0.0000001', '0.0385']],
		['equals', '0.500', ['0.5', '0.50']],
		['in', '0.0385,0.0000001', ['0.0000001', '0.0385']],
		['between', ['0.03', '9.99'], ['0.0385', '0.5', '0.50']],
	] as const)('are compared by what they say: %s %j', async (operator, value, found) => {
		const filter = { match: 'all' as const, conditions: [{ field: 'unitPrice', operator, value }] };
		const sort = [
			{ field: 'unitPrice', direction: 'asc' as const },
			{ field: 'createdAt', direction: 'asc' as const },
		];
		expect(pricesOf(await crm.records.list('price', { limit: 10, filter, sort }))).toEqual(found);
	});

	it.each(['asc', 'desc'] as const)('are sorted by what they say, %s, page by page', async (direction) => {
		const prices: unknown[] = [];
		let cursor: string | undefined;
		do {
			const page = await crm.records.list('price', { limit: 1, cursor, sort: [{ field: 'unitPrice', direction }] });
			prices.push(...pricesOf(page));
			cursor = page.nextCursor;
		} while (cursor);
		expect(prices).toEqual(direction === 'asc' ? rising : rising.toReversed());
	});

	it('are not searched like a text', async () => {
		const filter = { match: 'all' as const, conditions: [{ field: 'unitPrice', operator: 'contains' as const, value: '100' }] };
		expect(await failureOf(crm.records.list('price', { limit: 1, filter }))).toMatchObject({ field: 'unitPrice' });
	});
});
