import { DatabaseSync } from 'node:sqlite';

import type { CrmRecord } from '../../../core/crm';
import { migrations } from '../../../core/store/migrations/list';
import { connectAlone } from '../../../core/store/postgres/open';
import { connectionTo, engine } from '../../support/connection';
import { untilNoticed } from '../../support/databases';
import { whenOver } from '../../support/endings';
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
		await tx.query('DELETE FROM "crm_migration" WHERE "timestamp" = ?', [migrations[step].at]);
		await tx.query(`UPDATE "crm_meta" SET "value" = ?`, [String(migrations[step - 1].at)]);
	});
	await crm.store.close();
}

/** Runs statements on a closed store, as its users can. */
async function handOn(name: string): Promise<(sql: string) => Promise<void>> {
	const connection = connectionTo(name);
	if (connection.kind === 'sqlite')
		return async (sql) => {
			const database = new DatabaseSync(connection.path);
			database.exec(sql);
			database.close();
			await untilNoticed();
		};
	const client = await connectAlone(connection);
	whenOver(() => client.end());
	return async (sql) => void (await client.query(sql));
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

const dropping = `ALTER TABLE "crm_product" DROP COLUMN "defaultPrice"`;

it.each([
	['changes', migrations[step][engine]],
	['drops', [dropping]],
])('a view of the user on a column that an update %s is named, and the update goes on without it', async (_, statements) => {
	const crm = openTestCrm();
	const product = await crm.given.product({ currency: 'USD', defaultPrice: null });
	await before(crm, new Map([[product.id, 5]]));
	const run = jest.replaceProperty(migrations[step], engine, statements);
	const byHand = await handOn(crm.file);
	// TypeORM says there that a migration failed.
	const log = jest.spyOn(console, 'log').mockImplementation(() => {});
	await byHand('CREATE VIEW report AS SELECT "name", "defaultPrice" FROM crm_product');
	const error = await failureOf(crm.records.count('product', {}));
	expect(error).toMatchObject({
		code: 'StoreUnavailable',
		retryable: false,
		text: {
			en: 'The CRM database cannot be updated: the view report, which is not one of the CRM, is built on its tables',
			'zh-CN': '无法升级 CRM 数据库：非 CRM 自带的视图 report 依赖其数据表',
		},
		hint: { en: expect.stringContaining('drop it') as string, 'zh-CN': expect.stringContaining('删除') as string },
	});
	expect(await failureOf(crm.given.product())).toMatchObject({ text: error.text });
	run.restore();
	log.mockRestore();
	await byHand('DROP VIEW report');
	expect((await crm.records.get('product', [{ item: 0, id: product.id }])).map(valueOf)).toMatchObject([{ defaultPrice: '0.05' }]);
});
