import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

import { startChild } from '../../support/childProcess';
import { define, indexNames } from '../../support/fields';
import { fileOf } from '../imports/files';
import { failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

/** Another process defines a field while this one has the store open, and has looked at its fields just now. */
async function definedElsewhere(definition: object): Promise<TestCrm> {
	const crm = openTestCrm();
	await define(crm, { label: 'Area' });
	const child = startChild('define', { file: crm.file, fields: { object: 'customer', type: 'text', ...definition } });
	await crm.records.count('customer', {});
	await child.done;
	return crm;
}

describe('a field that another process defined', () => {
	it('is there for the next write, whatever that writes', async () => {
		const crm = await definedElsewhere({ label: 'Size' });
		expect(await crm.given.customer({ custom_size: 'L', custom_area: 'x' })).toMatchObject({ custom_size: 'L', custom_area: 'x' });
	});

	it('is required at once', async () => {
		const crm = await definedElsewhere({ label: 'Size', required: true });
		expect(await failureOf(crm.given.customer({}))).toMatchObject({ code: 'ValidationFailed', field: 'custom_size' });
	});

	it('is found at once by a filter, an order and a match that name it', async () => {
		const filter = { match: 'all' as const, conditions: [{ field: 'custom_size', operator: 'isEmpty' as const }] };
		const sort = [{ field: 'custom_size', direction: 'asc' as const }];
		const crm = await definedElsewhere({ label: 'Size' });
		expect(await crm.records.count('customer', { filter })).toBe(0);
		const other = await definedElsewhere({ label: 'Size' });
		expect((await other.records.list('customer', { limit: 1, sort })).records).toEqual([]);
		const third = await definedElsewhere({ label: 'Size', unique: true });
		const [outcome] = await third.records.upsert('customer', [
			{ item: 0, matchOn: ['custom_size'], fields: { name: 'a', custom_size: 'L' } },
		]);
		expect(valueOf(outcome).created).toBe(true);
	});

	it('shows in what is read within a second', async () => {
		const crm = await definedElsewhere({ label: 'Size' });
		await sleep(1000);
		expect((await crm.objects()).get('customer').byName.get('custom_size')?.label.en).toBe('Size');
	});

	it('may change while this one writes: each call goes by one list of fields', async () => {
		const crm = openTestCrm();
		const child = startChild('defineMany', { file: crm.file, count: 20 });
		for (let i = 0; i < 40; i++) {
			const made = await crm.records.create('customer', inputsOf([{ fields: { name: 'a' } }, { fields: { name: 'b' } }]));
			const [first, second] = made.map((outcome) => Object.keys(valueOf(outcome)));
			expect(first).toEqual(second);
		}
		await child.done;
		expect(Object.keys(await crm.given.customer()).filter((name) => name.startsWith('custom_'))).toHaveLength(20);
	});
});

describe('a field whose type changes', () => {
	const asNumber = { name: 'area', type: 'integer' };
	const filter = { match: 'all' as const, conditions: [{ field: 'custom_area', operator: 'greaterThan' as const, value: 1 }] };

	it('waits for values that are being written, and keeps its type for them', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.customer();
		await define(crm, { label: 'Area' });
		const [written, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const writing = crm.store.write(crm.context, async () => {
			await crm.records.update('customer', inputsOf([{ id, fields: { custom_area: 'north' } }]));
			written.resolve();
			await end.promise;
		});
		await written.promise;
		const refusal = failureOf(define(crm, asNumber));
		await sleep(300);
		end.resolve();
		await writing;
		expect(await refusal).toMatchObject({ code: 'Refused', field: 'type' });
		expect(await crm.records.count('customer', {})).toBe(1);
	});

	it('in the middle of an import gets none of the old ones', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' });
		const lines = Array.from({ length: 4000 }, (_, i) => `客户${i},${i === 3999 ? 'north' : ''}`);
		const importing = crm.imports.run({ object: 'customer', name: 'list', file: fileOf(['客户名称,Area', ...lines].join('\n')) });
		while ((await crm.records.count('customer', {})) === 0) await turn();
		await define(crm, asNumber);
		expect(await crm.records.count('customer', {})).toBeLessThan(4000);
		expect(await importing).toMatchObject({ rows: 4000, created: 3999, bad: 1, badRows: [{ row: 4001 }] });
		expect(await crm.records.count('customer', { filter })).toBe(0);
	});
});

describe('an index', () => {
	it('is built without holding up the thread, and reads go on', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' });
		for (let i = 0; i < 10; i++)
			await crm.records.create(
				'customer',
				inputsOf(Array.from({ length: 1000 }, (_, n) => ({ fields: { name: 'a', custom_area: `${n}` } }))),
			);
		const building = define(crm, { name: 'area', indexed: true });
		const counts = [];
		let done = false;
		void building.finally(() => (done = true));
		while (!done) {
			counts.push(await crm.records.count('customer', {}));
			await turn();
		}
		expect((await building)[0].indexState).toBe('ready');
		expect(new Set(counts)).toEqual(new Set([10_000]));
		expect(counts.length).toBeGreaterThan(20);
	});

	it('whose writers wait for it is built while they write', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area' });
		const [fields, ...made] = await Promise.all([
			define(crm, { name: 'area', indexed: true }),
			...Array.from({ length: 30 }, (_, i) => crm.given.customer({ custom_area: `${i}` })),
		]);
		expect(fields[0].indexState).toBe('ready');
		expect(await crm.records.count('customer', {})).toBe(made.length);
	});

	it('is built by the next who comes when its process ended before it was there', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area', indexed: true });
		const context = { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false } as const;
		await crm.store.write(context, async (tx) => {
			await tx.query('DROP INDEX cx_customer_area_t');
			await tx.query(`UPDATE crm_field SET "indexState" = 'building'`);
			await tx.query(`UPDATE crm_meta SET "value" = 'another' WHERE "name" = 'fieldsVersion'`);
		});
		const state = async () => (await crm.rows<{ indexState: string }>('SELECT "indexState" FROM crm_field'))[0].indexState;
		await crm.given.customer();
		expect(await state()).toBe('building');
		setNow(new Date(Date.now() + 60_000).toISOString());
		await crm.given.customer();
		await crm.store.close();
		expect(await state()).toBe('ready');
		expect(await indexNames(crm)).toContain('cx_customer_area_t');
	});

	it('that meets two records of one value says so, and keeps nobody from writing', async () => {
		const crm = openTestCrm();
		const [field] = await define(crm, { label: 'Code' });
		const context = { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false } as const;
		for (const custom_code of ['x', 'x']) await crm.given.customer({ custom_code });
		// As if the second value had come between the check and the building.
		await crm.store.write(context, async (tx) => {
			await tx.query(`UPDATE crm_field SET "indexState" = 'building', "unique" = TRUE, "updatedAt" = '2020-01-01T00:00:00.000Z'`);
			await tx.query(`UPDATE crm_meta SET "value" = 'another' WHERE "name" = 'fieldsVersion'`);
		});
		await crm.given.customer({ custom_code: 'x' });
		await crm.store.close();
		const now = (await crm.objects()).get('customer');
		expect(now.keys).not.toContainEqual(['custom_code']);
		expect(await crm.records.list('field', { limit: 5 })).toMatchObject({
			records: [{ id: field.id, indexState: 'failed', indexProblem: 'duplicates' }],
		});
		expect(await crm.system.setupProblems()).toContainEqual(
			expect.objectContaining({
				code: 'fieldWithoutIndex',
				recordId: field.id,
				message: expect.objectContaining({ en: expect.stringContaining('Code is not unique') }),
			}),
		);
	});
});
