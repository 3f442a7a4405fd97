import { Bindings } from '../../../../core/store/sql';
import { inputsOf, openTestCrm } from '../../../support/testCrm';

describe('a look-up by keys on PostgreSQL', () => {
	it('reads the index of a table that has just been filled and about which the server knows nothing', async () => {
		const crm = openTestCrm();
		const customers = Array.from({ length: 12_000 }, (_, n) => ({ fields: { name: `客户 ${n}` } }));
		await crm.records.create('customer', inputsOf(customers));
		const bindings = new Bindings(crm.store.read);
		const among = bindings.among('t."number"', ['C000001', 'C011999']);
		const plan = await crm.rows<Record<string, string>>(
			`EXPLAIN SELECT * FROM "crm_customer" t WHERE t."deletedAt" IS NULL AND ${among}`,
			bindings.values,
		);
		expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index Cond: .*number/);
	});

	it('reads the index of a small table for the few rows of a list', async () => {
		const crm = openTestCrm();
		const leads = Array.from({ length: 2000 }, (_, n) => ({ fields: { name: `人 ${n}`, phone: `138${10_000_000 + n}` } }));
		await crm.records.create('lead', inputsOf(leads));
		await crm.rows('ANALYZE "crm_identity"');
		const bindings = new Bindings(crm.store.read);
		const wanted = bindings.rows([['phone', '+8613810000001']], { kind: 'text', value: 'text' });
		const plan = await crm.rows<Record<string, string>>(
			`EXPLAIN SELECT i."recordId" FROM ${wanted} w CROSS JOIN "crm_identity" i
			WHERE i."kind" = w."kind" AND i."value" = w."value" AND i."object" = 'lead'`,
			bindings.values,
		);
		expect(plan.map((line) => line['QUERY PLAN']).join('\n')).not.toContain('Seq Scan');
	});

	it('of the type-ahead knows enough tokens to tell rare ones from common ones', async () => {
		const crm = openTestCrm();
		const columns = await crm.rows(
			`SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE '%\\_search' AND a.attname = 'tokens' AND a.attstattarget IS DISTINCT FROM 500`,
		);
		expect(columns).toEqual([]);
	});
});
