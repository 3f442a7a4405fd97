import type { CrmRecord } from '../../../core/crm';
import { migrations } from '../../../core/store/migrations/list';
import { engine } from '../../support/connection';
import { failureOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

const step = migrations.findIndex(({ name }) => name === 'UnitPrices');

const columns = [
	['crm_product', 'defaultPrice'],
	['crm_price', 'unitPrice'],
	['crm_opportunity_product', 'unitPrice'],
] as const;

/** Brings a store back to what it was before prices were finer than minor units, with these prices in it. */
async function before(crm: TestCrm, minorUnits: ReadonlyMap<string, number>): Promise<void> {
	await crm.store.write(crm.context, async (tx) => {
		for (const [table, column] of columns) {
			await tx.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
			await tx.query(`ALTER TABLE "${table}" ADD COLUMN "${column}" ${engine === 'sqlite' ? 'INTEGER' : 'BIGINT'}`);
			for (const [id, minor] of minorUnits) await tx.query(`UPDATE "${table}" SET "${column}" = ? WHERE "id" = ?`, [minor, id]);
		}
		await tx.query('DELETE FROM "crm_migration" WHERE "timestamp" >= ?', [migrations[step].at]);
		await tx.query(`UPDATE "crm_meta" SET "value" = ?`, [String(migrations[step - 1].at)]);
	});
	await crm.store.close();
}

it('prices of a store that kept them in minor units say what they said, and can be finer from then on', async () => {
	const crm = openTestCrm();
	const cases: ReadonlyArray<[currency: string, minor: number | null, shown: string | null]> = [
		['CNY', 12_345, '123.45'],
		['USD', 5, '0.05'],
		['USD', 0, '0.00'],
		['USD', 900_719_925_474_099, '9007199254740.99'],
		['JPY', 1_200, '1200'],
		['VND', 9_007_199_254_740, '9007199254740'],
		['KWD', 1_234, '1.234'],
		['BHD', 7, '0.007'],
		['EUR', null, null],
	];
	const products: CrmRecord[] = [];
	for (const [currency] of cases) products.push(await crm.given.product({ currency, defaultPrice: null }));
	const book = await crm.given.priceBook({ currency: 'JPY' });
	const price = await crm.given.price({ priceBookId: book.id, productId: products[0].id });
	const deal = await crm.given.opportunity({ currency: 'KWD' });
	const line = await crm.given.opportunityProduct({ opportunityId: deal.id, productId: products[0].id, unitPrice: '2', quantity: 3 });
	const minorUnits = products.flatMap(({ id }, i) => (cases[i][1] === null ? [] : [[id, cases[i][1]] as const]));
	await before(crm, new Map([...minorUnits, [price.id, 90], [line.id, 2_000]]));

	const get = async (object: 'product' | 'price' | 'opportunityProduct', records: readonly CrmRecord[]) =>
		(
			await crm.records.get(
				object,
				records.map(({ id }, item) => ({ item, id })),
			)
		).map(valueOf);
	expect((await get('product', products)).map(({ defaultPrice }) => defaultPrice)).toEqual(cases.map(([, , shown]) => shown));
	expect(await get('price', [price])).toMatchObject([{ unitPrice: '90' }]);
	expect(await get('opportunityProduct', [line])).toMatchObject([{ unitPrice: '2.000', lineTotal: '6.000' }]);
	const { records } = await crm.records.list('product', { limit: 20, sort: [{ field: 'defaultPrice', direction: 'asc' }] });
	expect(records.map(({ defaultPrice }) => defaultPrice)).toEqual([
		...[null, '0.00', '0.007', '0.05', '1.234', '123.45', '1200', '9007199254740', '9007199254740.99'],
	]);
	const change = async (defaultPrice: string) =>
		(await crm.records.update('product', [{ item: 0, id: products[1].id, fields: { defaultPrice } }])).map(valueOf);
	expect(await change('0.0385')).toMatchObject([{ defaultPrice: '0.0385', version: 2 }]);
	expect(await failureOf(change('0.00000001'))).toMatchObject({ field: 'defaultPrice' });
});
