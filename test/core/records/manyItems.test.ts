import type { FieldsInput } from '../../../core/crm';
import { anotherEngine } from '../../support/databases';
import { statementsOf } from '../../support/statements';
import { failureOf, inputsOf, openTestCrm, valueOf, errorOf } from '../../support/testCrm';

const bad = new Set(Array.from({ length: 37 }, (_, i) => i * 270 + 13));

const customers = (count: number): FieldsInput[] =>
	inputsOf(
		Array.from({ length: count }, (_, i) => ({
			fields: { name: `客户 ${i}`, phone: bad.has(i) ? 'call me' : `138${String(i).padStart(8, '0')}`, tier: 'A' },
		})),
	);

describe('10,000 items of which 37 are bad', () => {
	it('leave 9,963 records and 37 errors with their item numbers when errors are carried on', async () => {
		const crm = openTestCrm({ partial: true });
		const outcomes = await crm.records.create('customer', customers(10_000));
		const failed = [...outcomes.entries()].filter(([, outcome]) => !outcome.ok).map(([item]) => item);
		expect(failed).toEqual([...bad]);
		expect(errorOf(outcomes[13]).field).toBe('phone');
		expect(await crm.rows('SELECT count(*) AS n, count(DISTINCT number) AS numbers, max(number) AS last FROM crm_customer')).toEqual([
			{ n: 9963, numbers: 9963, last: 'C009963' },
		]);
		expect(await crm.rows('SELECT count(*) AS n, count(DISTINCT item) AS items, max(seq) AS last FROM crm_event')).toEqual([
			{ n: 9963, items: 9963, last: 9963 },
		]);
		expect(await crm.rows('SELECT count(*) AS n FROM crm_call')).toEqual([{ n: 1 }]);
		expect(await crm.records.count('customer', { search: '00009999' })).toBe(1);
		const page = await crm.records.list('customer', {
			limit: 1,
			filter: { match: 'all', conditions: [{ field: 'phone', operator: 'equals', value: '13800009999' }] },
		});
		expect(page.records[0].name).toBe('客户 9999');
	});

	it('leave nothing when the call is all or nothing, and the error lists the 37', async () => {
		const crm = openTestCrm();
		const error = await failureOf(crm.records.create('customer', customers(10_000)));
		expect(error.items.map((failure) => failure.item)).toEqual([...bad]);
		expect(error.text.en).toBe('37 of 10000 items cannot be processed, so nothing was stored');
		for (const table of ['crm_customer', 'crm_event', 'crm_call', 'crm_identity', 'crm_sequence']) {
			expect(await crm.rows(`SELECT count(*) AS n FROM ${table}`)).toEqual([{ n: 0 }]);
		}
	});
});

describe('the number of SQL statements', () => {
	it('stays at a few per hundred items in every operation', async () => {
		const crm = openTestCrm();
		const owner = await crm.given.user();
		const made: string[] = [];
		const fields = Array.from({ length: 1200 }, (_, i) => ({
			name: `客户 ${i}`,
			phone: `138${String(i).padStart(8, '0')}`,
			ownerId: owner.id,
		}));
		const calls: Record<string, () => Promise<unknown>> = {
			create: async () => {
				const outcomes = await crm.records.create(
					'customer',
					inputsOf(fields.map((entry, i) => ({ fields: entry, idempotencyKey: `k${i}` }))),
				);
				made.push(...outcomes.map((outcome) => valueOf(outcome).id));
			},
			update: () =>
				crm.records.update(
					'customer',
					inputsOf(
						made.map((id, i) => ({
							id,
							fields: { name: `新 ${i}`, phone: `139${String(i).padStart(8, '0')}`, parentId: i > 0 ? made[0] : null },
						})),
					),
				),
			upsert: () =>
				crm.records.upsert(
					'customer',
					inputsOf(made.map((id, i) => ({ matchOn: ['id'], fields: { id, city: `城 ${i}`, parentId: null } }))),
				),
			delete: () => crm.records.delete('customer', inputsOf(made.map((id) => ({ id })))),
			restore: () => crm.records.restore('customer', inputsOf(made.map((id) => ({ id })))),
			get: () => crm.records.get('customer', inputsOf(made.map((id) => ({ id })))),
		};
		const per100: Record<string, number> = {};
		for (const [name, call] of Object.entries(calls)) per100[name] = (await statementsOf(call)) / 12;
		expect(Object.values(per100).every((count) => count >= 0.1 && count <= 15)).toBe(true);
	});
});

describe('the writes of one call', () => {
	it('are seen by another connection all at once or not at all', async () => {
		const crm = openTestCrm();
		await crm.given.user();
		const other = anotherEngine(crm.file);
		const { read } = await other.open();
		const seen = new Set<unknown>();
		let running = true;
		const watcher = (async () => {
			while (running) {
				seen.add((await read.query<{ n: number }>('SELECT count(*) AS n FROM crm_customer'))[0].n);
				await new Promise((resolve) => setImmediate(resolve));
			}
		})();
		await crm.records.create('customer', inputsOf(Array.from({ length: 2500 }, (_, i) => ({ fields: { name: `客户 ${i}` } }))));
		running = false;
		await watcher;
		await other.close();
		expect(seen).toContain(0);
		expect([...seen].filter((n) => n !== 0 && n !== 2500)).toEqual([]);
	});
});
