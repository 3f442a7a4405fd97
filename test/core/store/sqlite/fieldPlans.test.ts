import type { Condition } from '../../../../core/filter';
import type { Query } from '../../../../core/crm';
import { NodeSqliteDatabase } from '../../../../core/store/sqlite/nodeSqlite';
import { define } from '../../../support/fields';
import { inputsOf, openTestCrm, type TestCrm } from '../../../support/testCrm';

const where = (field: string, operator: Condition['operator'], value?: unknown): Query['filter'] => ({
	match: 'all',
	conditions: [{ field, operator, value }],
});

describe('the plan of a query on a custom field', () => {
	async function planOf(crm: TestCrm, work: () => Promise<unknown>): Promise<string> {
		const prepared = jest.spyOn(NodeSqliteDatabase.prototype, 'prepare');
		await work();
		const statements = prepared.mock.calls.map(([sql]) => sql).filter((sql) => /^\s*SELECT/.test(sql) && sql.includes('crm_customer'));
		prepared.mockRestore();
		const plans = [];
		for (const sql of statements)
			plans.push(...(await crm.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, Array(sql.split('?').length - 1).fill('[]'))));
		return plans.map(({ detail }) => detail).join('\n');
	}

	async function indexed(definition: object): Promise<TestCrm> {
		const crm = openTestCrm();
		const [field] = await define(crm, { label: 'Area', ...definition });
		expect(field.indexState).toBe('ready');
		await crm.records.create('customer', inputsOf(Array.from({ length: 20 }, (_, i) => ({ fields: { name: `${i}`, custom_area: i } }))));
		return crm;
	}

	it.each(['text', 'integer', 'number'])('of a filter on an indexed %s reads its index', async (type) => {
		const crm = await indexed({ type, indexed: true });
		const plan = await planOf(crm, () => crm.records.list('customer', { limit: 5, filter: where('custom_area', 'equals', 7) }));
		expect(plan).toMatch(/SEARCH t USING INDEX cx_customer_area_\w \(<expr>=\?/);
	});

	it('of a page by an indexed field, and of the page behind it, reads no more than the page', async () => {
		const crm = await indexed({ indexed: true });
		for (const direction of ['asc', 'desc'] as const) {
			const sort = [{ field: 'custom_area', direction }];
			const { nextCursor } = await crm.records.list('customer', { limit: 5, sort });
			const first = await planOf(crm, () => crm.records.list('customer', { limit: 6, sort }));
			expect(first).toBe('SCAN t USING INDEX cx_customer_area_t');
			const second = await planOf(crm, () => crm.records.list('customer', { limit: 7, sort, cursor: nextCursor }));
			expect(second).toMatch(/^SEARCH t USING INDEX cx_customer_area_t \(<expr>[<>]\?\)/);
			expect(second).not.toMatch(/TEMP B-TREE|SCAN/);
		}
	});

	it('of a look-up by a unique field reads its index', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area', unique: true });
		const upsert = () => crm.records.upsert('customer', [{ item: 0, matchOn: ['custom_area'], fields: { custom_area: '7', name: 'a' } }]);
		expect(await planOf(crm, upsert)).toMatch(/SEARCH t USING INDEX cu_customer_area_t \(<expr>=\?\)/);
	});
});
