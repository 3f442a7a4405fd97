import { Client } from 'pg';

import type { CrmRecord, PostgresConnection } from '../../../../core/crm';
import { connectionTo } from '../../../support/connection';
import { whenOver } from '../../../support/endings';
import { openTestCrm, valueOf, type TestCrm } from '../../../support/testCrm';
import { eventually } from '../../triggers/listener';

let crm: TestCrm;
let book: CrmRecord;
let product: CrmRecord;
let onlooker: Client;

beforeEach(async () => {
	crm = openTestCrm();
	book = await crm.given.priceBook();
	product = await crm.given.product();
	const connection = connectionTo(crm.file) as PostgresConnection;
	onlooker = new Client(connection);
	await onlooker.connect();
	whenOver(async () => await onlooker.end());
	// Whoever writes has judged its records and written them by now, and cannot commit.
	await onlooker.query('BEGIN');
	await onlooker.query(`LOCK TABLE "${connection.schema}"."crm_event" IN EXCLUSIVE MODE`);
});

/** The two as they end when the second begins while the first has yet to commit. */
async function together(works: ReadonlyArray<() => Promise<CrmRecord>>): Promise<unknown[]> {
	const endings: Array<Promise<unknown>> = [];
	for (const work of works) {
		endings.push(work().catch((error: Error) => error));
		await eventually(async () => {
			// Inside a transaction the server keeps the list of connections that it gave first.
			await onlooker.query('SELECT pg_stat_clear_snapshot()');
			const { rows } = await onlooker.query<{ n: string }>(
				`SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
			);
			return Number(rows[0].n) === endings.length;
		});
	}
	await onlooker.query('COMMIT');
	return await Promise.all(endings);
}

const toDollars = async () => valueOf((await crm.records.update('priceBook', [{ item: 0, id: book.id, fields: { currency: 'USD' } }]))[0]);

const refusal = (field: string): object => ({ code: 'ValidationFailed', field });

/** What comes to rest on the currency of a price book, and how it ends behind a change of that. */
const newcomers: ReadonlyArray<[string, () => Promise<CrmRecord>, object]> = [
	['price', async () => await crm.given.price({ priceBookId: book.id, productId: product.id }), { currency: 'USD' }],
	['price book under it', async () => await crm.given.priceBook({ parentId: book.id }), refusal('parentId')],
	['opportunity', async () => await crm.given.opportunity({ priceBookId: book.id }), refusal('priceBookId')],
];

describe('the currency of a price book', () => {
	it.each(newcomers)('stays when a %s comes in at the same moment', async (_name, add) => {
		expect(await together([add, toDollars])).toMatchObject([{ currency: 'CNY' }, refusal('currency')]);
	});

	it.each(newcomers)('that changes is the one that a %s meets which comes in at the same moment', async (_name, add, ending) => {
		expect(await together([toDollars, add])).toMatchObject([{ currency: 'USD' }, ending]);
	});
});
