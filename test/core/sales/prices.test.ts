import type { CrmRecord, PriceInput } from '../../../core/crm';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

let crm: TestCrm;
let product: CrmRecord;
let list: CrmRecord;
let dealer: CrmRecord;

beforeEach(async () => {
	crm = openTestCrm({ now: '2026-03-02T01:00:00Z' });
	product = await crm.given.product({ code: 'P1', name: '纯水机', defaultPrice: '120', taxRate: 13 });
	list = await crm.given.priceBook({ name: '标准' });
	dealer = await crm.given.priceBook({ name: '经销商', parentId: list.id, validTo: '2026-06-30' });
	await crm.given.price({ priceBookId: list.id, productId: product.id, unitPrice: '100' });
	await crm.given.price({ priceBookId: list.id, productId: product.id, unitPrice: '95', minQuantity: 10 });
	await crm.given.price({ priceBookId: dealer.id, productId: product.id, unitPrice: '80', minQuantity: 5 });
});

const find = async (more: Partial<PriceInput>) => {
	const [outcome] = await crm.sales.findPrices([{ item: 0, productId: product.id, ...more }]);
	return valueOf(outcome);
};

describe('a price', () => {
	it.each([
		['in its book', 'list', 1, undefined, '100.00', '100.00'],
		['for a greater quantity', 'list', 10, undefined, '95.00', '950.00'],
		['between two quantities', 'list', 9.5, undefined, '100.00', '950.00'],
		['in the book itself before its parent', 'dealer', 5, undefined, '80.00', '400.00'],
		['in the parent when the quantity is not reached', 'dealer', 4, undefined, '100.00', '400.00'],
		['in the parent when the book is no longer valid', 'dealer', 10, '2026-07-01', '95.00', '950.00'],
		['on the last day of the book', 'dealer', 10, '2026-06-30', '80.00', '800.00'],
		['of the product where there is no book', undefined, 3, undefined, '120.00', '360.00'],
	])('is found %s', async (_where, book, quantity, on, unitPrice, total) => {
		const priceBookId = book === 'list' ? list.id : book && dealer.id;
		expect(await find({ priceBookId, quantity, on })).toMatchObject({
			unitPrice,
			total,
			currency: 'CNY',
			source: book ? 'priceBook' : 'product',
		});
	});

	it('falls back on the product, and where that has none in the currency is refused', async () => {
		const other = await crm.given.product({ defaultPrice: '7' });
		expect(await find({ productId: other.id, priceBookId: dealer.id })).toMatchObject({
			unitPrice: '7.00',
			priceId: null,
			source: 'product',
		});
		const dollars = await crm.given.priceBook({ currency: 'USD' });
		expect(await failureOf(find({ priceBookId: dollars.id }))).toMatchObject({ code: 'RecordNotFound', field: 'productId' });
		const nothing = await crm.given.product({ defaultPrice: null });
		const outcomes = await crm.as({ partial: true }).sales.findPrices(inputsOf([{ productId: product.id }, { productId: nothing.id }]));
		expect(valueOf(outcomes[0]).unitPrice).toBe('120.00');
		expect(errorOf(outcomes[1])).toMatchObject({ code: 'RecordNotFound' });
	});

	it('is not taken from a book that is not in use, or that is gone', async () => {
		await crm.records.update('priceBook', [{ item: 0, id: dealer.id, fields: { active: false } }]);
		expect(await find({ priceBookId: dealer.id, quantity: 5 })).toMatchObject({ unitPrice: '100.00', priceBookId: list.id });
		expect(await failureOf(find({ priceBookId: product.id }))).toMatchObject({ code: 'RecordNotFound' });
	});

	it('is refused for a quantity or a day that is none', async () => {
		expect(await failureOf(find({ on: 'soon' }))).toMatchObject({ code: 'ValidationFailed', field: 'on' });
		expect(await failureOf(find({ quantity: 'many' as never }))).toMatchObject({ code: 'ValidationFailed', field: 'quantity' });
	});

	it('takes its name and currency from product and book, and stands once per quantity', async () => {
		const { records } = await crm.records.list('price', { limit: 1 });
		expect(records[0]).toMatchObject({ name: '纯水机', currency: 'CNY', unitPrice: '80.00', minQuantity: 5 });
		const again = crm.given.price({ priceBookId: dealer.id, productId: product.id, minQuantity: 5 });
		expect(await failureOf(again)).toMatchObject({ code: 'DuplicateRecord' });
	});
});

describe('the currency of price books', () => {
	it('is one from parent to child, and stays once there are prices', async () => {
		expect(await failureOf(crm.given.priceBook({ currency: 'USD', parentId: list.id }))).toMatchObject({ field: 'parentId' });
		const change = async (id: string) => await crm.records.update('priceBook', [{ item: 0, id, fields: { currency: 'USD' } }]);
		expect(await failureOf(change(list.id))).toMatchObject({ field: 'currency' });
		const empty = await crm.given.priceBook();
		expect((await change(empty.id)).map(valueOf)).toMatchObject([{ currency: 'USD' }]);
		const used = await crm.given.priceBook();
		await crm.given.opportunity({ priceBookId: used.id });
		expect(await failureOf(change(used.id))).toMatchObject({ field: 'currency' });
	});

	it('is never another one for a price that stays as it was', async () => {
		const [book, dollars] = [await crm.given.priceBook(), await crm.given.priceBook({ currency: 'USD' })];
		const price = await crm.given.price({ priceBookId: book.id, productId: product.id, unitPrice: '700' });
		const move = async (fields: object) =>
			await crm.records.update('price', [{ item: 0, id: price.id, fields: { priceBookId: dollars.id, ...fields } }]);
		expect(await failureOf(move({}))).toMatchObject({ field: 'unitPrice', text: { en: expect.stringContaining('is in CNY') as string } });
		expect((await move({ unitPrice: '$98' })).map(valueOf)).toMatchObject([{ currency: 'USD', unitPrice: '98.00' }]);
		await crm.records.delete('price', [{ item: 0, id: price.id }]);
		await crm.records.update('priceBook', [{ item: 0, id: dollars.id, fields: { currency: 'EUR' } }]);
		expect(await failureOf(crm.records.restore('price', [{ item: 0, id: price.id }]))).toMatchObject({ field: 'unitPrice' });
	});
});

describe('the products of an opportunity', () => {
	const line = async (fields: object) => await crm.given.opportunityProduct({ productId: product.id, ...fields });
	const dealOf = async (id: unknown) => (await crm.records.get('opportunity', [{ item: 0, id: String(id) }])).map(valueOf)[0];

	it('take name, tax and price from the product and the price book, and add up to the amount', async () => {
		const deal = await crm.given.opportunity({ priceBookId: dealer.id });
		expect(await line({ opportunityId: deal.id, quantity: 6, discountPercent: 12.5 })).toMatchObject({
			name: '纯水机',
			unitPrice: '80.00',
			taxRate: 13,
			lineTotal: '420.00',
			currency: 'CNY',
		});
		const second = await line({ opportunityId: deal.id, quantity: 1, unitPrice: '0.005e1', name: '配件' }).catch((error: Error) => error);
		expect(second).toMatchObject({ field: 'unitPrice' });
		const third = await line({ opportunityId: deal.id, quantity: 3, unitPrice: '0.35', name: '配件' });
		expect(await dealOf(deal.id)).toMatchObject({ amount: '421.05' });
		await crm.records.update('opportunityProduct', [{ item: 0, id: third.id, fields: { quantity: 4 } }]);
		expect(await dealOf(deal.id)).toMatchObject({ amount: '421.40' });
		await crm.records.delete('opportunityProduct', [{ item: 0, id: third.id }]);
		expect(await dealOf(deal.id)).toMatchObject({ amount: '420.00' });
		await crm.records.restore('opportunityProduct', [{ item: 0, id: third.id }]);
		expect(await dealOf(deal.id)).toMatchObject({ amount: '421.40' });
	});

	it('leave the amount to them: it cannot be entered beside them', async () => {
		const deal = await crm.given.opportunity({ amount: '5' });
		await line({ opportunityId: deal.id });
		const change = async (fields: object) => await crm.records.update('opportunity', [{ item: 0, id: deal.id, fields: { ...fields } }]);
		expect(await failureOf(change({ amount: '1' }))).toMatchObject({ field: 'amount' });
		expect(await failureOf(change({ currency: 'USD' }))).toMatchObject({ problems: [{ field: 'currency' }] });
		expect((await change({ amount: '120.00', name: '新名称' })).map(valueOf)).toMatchObject([{ name: '新名称', amount: '120.00' }]);
	});

	it('leave no amount behind when the last of them goes: an amount can be entered again', async () => {
		const [deal, other, kept] = [
			await crm.given.opportunity({ amount: '5' }),
			await crm.given.opportunity(),
			await crm.given.opportunity(),
		];
		const first = await line({ opportunityId: deal.id });
		const second = await line({ opportunityId: deal.id, quantity: 2 });
		const third = await line({ opportunityId: other.id });
		await line({ opportunityId: kept.id });
		await crm.records.delete('opportunityProduct', inputsOf([{ id: first.id }, { id: second.id }]));
		await crm.records.update('opportunityProduct', [{ item: 0, id: third.id, fields: { opportunityId: kept.id } }]);
		expect(await dealOf(deal.id)).toMatchObject({ amount: null, currency: 'CNY' });
		expect(await dealOf(other.id)).toMatchObject({ amount: null });
		expect(await dealOf(kept.id)).toMatchObject({ amount: '240.00' });
		expect((await crm.eventsOf(deal)).map(({ kind, changes }) => [kind, changes.amount]).at(-1)).toEqual(['updated', ['360.00', null]]);
		const [entered] = await crm.records.update('opportunity', [{ item: 0, id: deal.id, fields: { amount: '77' } }]);
		expect(valueOf(entered)).toMatchObject({ amount: '77.00' });
		await crm.records.restore('opportunityProduct', [{ item: 0, id: second.id }]);
		expect(await dealOf(deal.id)).toMatchObject({ amount: '240.00' });
	});

	it('are priced and summed up in one call, whatever deals they belong to', async () => {
		const deals = [await crm.given.opportunity({ priceBookId: list.id }), await crm.given.opportunity()];
		const lines = Array.from({ length: 30 }, (_, i) => ({
			fields: { opportunityId: deals[i % 2].id, productId: product.id, quantity: 10 },
		}));
		(await crm.records.create('opportunityProduct', inputsOf(lines))).map(valueOf);
		expect(await dealOf(deals[0].id)).toMatchObject({ amount: '14250.00', version: 2 });
		expect(await dealOf(deals[1].id)).toMatchObject({ amount: '18000.00', version: 2 });
	});

	it('need a price in the currency of the opportunity, and a price book too', async () => {
		const deal = await crm.given.opportunity({ currency: 'USD' });
		expect(await failureOf(line({ opportunityId: deal.id }))).toMatchObject({
			field: 'unitPrice',
			text: { en: expect.stringContaining('has a price in USD') as string },
		});
		expect(await line({ opportunityId: deal.id, unitPrice: '$17.5' })).toMatchObject({ currency: 'USD', lineTotal: '17.50' });
		expect(await failureOf(crm.given.opportunity({ currency: 'USD', priceBookId: list.id }))).toMatchObject({ field: 'priceBookId' });
	});

	it('never keep their price in an opportunity of another currency', async () => {
		const [deal, dollars] = [await crm.given.opportunity(), await crm.given.opportunity({ currency: 'USD' })];
		const { id } = await line({ opportunityId: deal.id });
		const move = async (fields: object) =>
			await crm.records.update('opportunityProduct', [{ item: 0, id, fields: { opportunityId: dollars.id, ...fields } }]);
		expect(await failureOf(move({}))).toMatchObject({ field: 'unitPrice', text: { en: expect.stringContaining('is in CNY') as string } });
		expect((await move({ unitPrice: '$14.5' })).map(valueOf)).toMatchObject([{ currency: 'USD', lineTotal: '14.50' }]);
		expect(await dealOf(dollars.id)).toMatchObject({ amount: '14.50' });
		await crm.records.delete('opportunityProduct', [{ item: 0, id }]);
		await crm.records.update('opportunity', [{ item: 0, id: dollars.id, fields: { currency: 'EUR' } }]);
		expect(await failureOf(crm.records.restore('opportunityProduct', [{ item: 0, id }]))).toMatchObject({ field: 'unitPrice' });
	});

	it('are in the currency of their opportunity, though somebody changes that at the same moment', async () => {
		for (let i = 0; i < 12; i++) {
			const deal = await crm.given.opportunity();
			const change = async () => {
				await new Promise((done) => setTimeout(done, i));
				return await crm.records.update('opportunity', [{ item: 0, id: deal.id, fields: { currency: 'USD' } }]).catch(() => undefined);
			};
			const [added] = await Promise.all([line({ opportunityId: deal.id, unitPrice: '3' }), change()]);
			const { currency, amount } = await dealOf(deal.id);
			expect({ currency, amount }).toEqual({ currency: added.currency, amount: '3.00' });
		}
	});

	it('have name, price and tax of the product that they change to, unless they are given', async () => {
		const other = await crm.given.product({ name: '软水机', defaultPrice: '7', taxRate: 9 });
		const deal = await crm.given.opportunity();
		const { id } = await line({ opportunityId: deal.id });
		const change = async (fields: object) =>
			valueOf((await crm.records.update('opportunityProduct', [{ item: 0, id, fields: { ...fields } }]))[0]);
		expect(await change({ productId: other.id })).toMatchObject({ name: '软水机', unitPrice: '7.00', taxRate: 9, lineTotal: '7.00' });
		expect(await change({ productId: product.id, unitPrice: '90' })).toMatchObject({ name: '纯水机', unitPrice: '90.00', taxRate: 13 });
	});

	it('of items in one run about one line end as the last says', async () => {
		const deal = await crm.given.opportunity();
		const { id } = await line({ opportunityId: deal.id });
		const inputs = inputsOf([
			{ id, fields: { quantity: 3 } },
			{ id, fields: { unitPrice: '10' } },
		]);
		expect((await crm.records.update('opportunityProduct', inputs)).map(valueOf).at(-1)).toMatchObject({ quantity: 3, lineTotal: '30.00' });
		expect(await dealOf(deal.id)).toMatchObject({ amount: '30.00' });
	});
});

describe('an exchange rate', () => {
	beforeEach(async () => {
		for (const [date, rate] of [
			['2026-01-01', '7'],
			['2026-02-01', '7.1234'],
			['2026-04-01', '7.2'],
		])
			await crm.given.exchangeRate({ date, rate });
	});

	const rate = async (more: object = {}) => (await crm.sales.findRates([{ item: 0, base: 'usd', quote: 'RMB', ...more }])).map(valueOf)[0];

	it('is the latest on or before the day', async () => {
		expect(await rate()).toEqual({ base: 'USD', quote: 'CNY', rate: '7.1234', date: '2026-02-01', source: null });
		expect(await rate({ on: '2026-02-01' })).toMatchObject({ rate: '7.1234' });
		expect(await rate({ on: '2026-01-31' })).toMatchObject({ rate: '7' });
		expect(await failureOf(rate({ on: '2025-12-31' }))).toMatchObject({ code: 'RecordNotFound' });
		expect(await rate({ base: 'CNY' })).toMatchObject({ rate: '1' });
	});

	it('converts an amount exactly, rounded to the minor unit of the other currency', async () => {
		expect(await rate({ amount: '$1,000.01' })).toMatchObject({ converted: '7123.47' });
		await crm.given.exchangeRate({ base: 'CNY', quote: 'JPY', rate: '21.0555' });
		expect(await rate({ base: 'CNY', quote: 'JPY', amount: '100' })).toMatchObject({ converted: '2106' });
		expect(await failureOf(rate({ amount: '1.001' }))).toMatchObject({ field: 'amount' });
	});

	it('stands once a day and pair, is above zero and written as a decimal', async () => {
		expect(await failureOf(crm.given.exchangeRate({ date: '2026-01-01' }))).toMatchObject({ code: 'DuplicateRecord' });
		for (const wrong of ['0', '0.000', '-1', '1e3', '7,1'])
			expect(await failureOf(crm.given.exchangeRate({ rate: wrong }))).toMatchObject({ field: 'rate' });
	});
});
