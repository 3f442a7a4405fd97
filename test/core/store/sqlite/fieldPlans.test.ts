import type { Condition } from '../../../../core/filter';
import type { Query } from '../../../../core/crm';
import { define } from '../../../support/fields';
import { planOf } from '../../../support/sqlitePlan';
import { inputsOf, openTestCrm, type TestCrm } from '../../../support/testCrm';

const where = (field: string, operator: Condition['operator'], value?: unknown): Query['filter'] => ({
	match: 'all',
	conditions: [{ field, operator, value }],
});

describe('the plan of a query on a custom field', () => {
	const customersPlan = async (crm: TestCrm, work: () => Promise<unknown>) => (await planOf(crm, work, 'crm_customer')).join('\n');

	async function indexed(definition: object): Promise<TestCrm> {
		const crm = openTestCrm();
		const [field] = await define(crm, { label: 'Area', ...definition });
		expect(field.indexState).toBe('ready');
		await crm.records.create('customer', inputsOf(Array.from({ length: 20 }, (_, i) => ({ fields: { name: `${i}`, custom_area: i } }))));
		return crm;
	}

	it.each(['text', 'integer', 'number'])('of a filter on an indexed %s reads its index', async (type) => {
		const crm = await indexed({ type, indexed: true });
		const plan = await customersPlan(crm, () => crm.records.list('customer', { limit: 5, filter: where('custom_area', 'equals', 7) }));
		expect(plan).toMatch(/SEARCH t USING INDEX cx_customer_area_\w \(<expr>=\?/);
	});

	it('of a page by an indexed field, and of the page behind it, reads no more than the page', async () => {
		const crm = await indexed({ indexed: true });
		for (const direction of ['asc', 'desc'] as const) {
			const sort = [{ field: 'custom_area', direction }];
			const { nextCursor } = await crm.records.list('customer', { limit: 5, sort });
			const first = await customersPlan(crm, () => crm.records.list('customer', { limit: 6, sort }));
			expect(first).toBe('SCAN t USING INDEX cx_customer_area_t');
			const second = await customersPlan(crm, () => crm.records.list('customer', { limit: 7, sort, cursor: nextCursor }));
			expect(second).toMatch(/^SEARCH t USING INDEX cx_customer_area_t \(<expr>[<>]\?\)/);
			expect(second).not.toMatch(/TEMP B-TREE|SCAN/);
		}
	});

	it('of a look-up by a unique field reads its index', async () => {
		const crm = openTestCrm();
		await define(crm, { label: 'Area', unique: true });
		const upsert = () => crm.records.upsert('customer', [{ item: 0, matchOn: ['custom_area'], fields: { custom_area: '7', name: 'a' } }]);
		expect(await customersPlan(crm, upsert)).toMatch(/SEARCH t USING INDEX cu_customer_area_t \(<expr>=\?\)/);
	});
});
