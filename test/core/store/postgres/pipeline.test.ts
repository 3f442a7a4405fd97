import { Client } from 'pg';

import type { PostgresConnection } from '../../../../core/crm';
import { codeVersion, metAnother, type StoreTx } from '../../../../core/store';
import { connectAlone } from '../../../../core/store/postgres/open';
import { failureOf, inputsOf, openTestCrm } from '../../../support/testCrm';
import { fileOf } from '../../imports/files';

/** The statements that this process has the server run from now on; `onSent` hears of each before it is sent. */
function watchStatements(onSent: (text: string) => void = () => {}): string[] {
	const sent: string[] = [];
	const query = Client.prototype.query as (...given: unknown[]) => unknown;
	jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]) {
		const [statement] = given as [string | { text: string }];
		const text = typeof statement === 'string' ? statement : statement.text;
		sent.push(text);
		onSent(text);
		return query.apply(this, given);
	} as never);
	return sent;
}

afterEach(() => jest.restoreAllMocks());

const isInsert = (text: string) => text.startsWith('INSERT INTO "crm_customer"');

describe('a statement that fails while others are behind it on their way', () => {
	it('is the one that is told', async () => {
		const crm = openTestCrm();
		const failing = crm.store.write(crm.context, async (tx) => {
			const first = tx.query('SELECT 1 / 0');
			await tx.send('SELECT 2');
			await first;
		});
		await expect(failing).rejects.toThrow('the database refused a value');
	});

	it('for a deadlock lets its call be made again', async () => {
		const crm = openTestCrm();
		const [one, other] = [await crm.given.customer(), await crm.given.customer()];
		const lock = (tx: StoreTx, { id }: { id: string }) => tx.query('SELECT 1 FROM crm_customer WHERE id = ? FOR UPDATE', [id]);
		let holding = 0;
		let go = () => {};
		const bothHold = new Promise<void>((resolve) => (go = resolve));
		const crossing = (first: { id: string }, second: { id: string }) =>
			crm.store.write(crm.context, async (tx) => {
				await lock(tx, first);
				if (++holding === 2) go();
				await bothHold;
				const locked = lock(tx, second);
				await tx.send('SELECT 2');
				await locked;
			});
		const ends = await Promise.allSettled([crossing(one, other), crossing(other, one)]);
		const lost = ends.filter((end) => end.status === 'rejected');
		expect(lost).toHaveLength(1);
		expect(metAnother(lost[0].reason)).toBe(true);
	});
});

describe('a transaction that must not be committed', () => {
	it('writes none of many records when newer code has shut its process out', async () => {
		const crm = openTestCrm();
		await crm.given.customer();
		await crm.store.write(crm.context, (tx) =>
			tx.query(`UPDATE "crm_meta" SET "value" = ? WHERE "name" = 'minCodeVersion'`, [String(codeVersion + 1)]),
		);
		const customers = Array.from({ length: 400 }, (_, n) => ({ fields: { name: `客户 ${n}` }, matchOn: ['name'] }));
		const sent = watchStatements();
		expect((await failureOf(crm.records.upsert('customer', inputsOf(customers)))).text.en).toContain('newer version');
		expect((await failureOf(crm.records.create('customer', inputsOf(customers)))).text.en).toContain('newer version');
		expect(sent.filter(isInsert)).toEqual([]);
	});

	it('writes none of the rows of an import when definitions change between two chunks', async () => {
		const crm = openTestCrm();
		const rows = Array.from({ length: 1000 }, (_, n) => `客户 ${n}`);
		const run = (name: string) =>
			crm.imports.run({ object: 'customer', file: fileOf(['客户名称', ...rows.map((row) => name + row)].join('\n')), name });
		const undisturbed = watchStatements();
		await run('a');
		jest.restoreAllMocks();
		const other = await connectAlone(crm.store.connection as PostgresConnection);
		let change: Promise<unknown> | undefined;
		const disturbed = watchStatements((text) => {
			if (isInsert(text)) change ??= other.query(`INSERT INTO "crm_meta" ("name", "value") VALUES ('fieldsVersion', 'another')`);
		});
		expect(await run('b')).toMatchObject({ created: 1000 });
		await change;
		await other.end();
		expect(disturbed.filter((text) => text.startsWith('UPDATE "crm_import" SET "run"'))).toHaveLength(1);
		expect(disturbed.filter(isInsert)).toEqual(undisturbed.filter(isInsert));
	});
});
