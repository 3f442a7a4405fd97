import { NodeSqliteDatabase } from '../../core/store/sqlite/nodeSqlite';
import type { TestCrm } from './testCrm';

/** How SQLite runs the reading statements that `work` is the first to ask for, among them only those that name `table` when it is given. */
export async function planOf(crm: TestCrm, work: () => Promise<unknown>, table = ''): Promise<string[]> {
	const prepared = jest.spyOn(NodeSqliteDatabase.prototype, 'prepare');
	await work();
	const statements = prepared.mock.calls.map(([sql]) => sql).filter((sql) => /^\s*(SELECT|WITH)/.test(sql) && sql.includes(table));
	prepared.mockRestore();
	const plans: string[] = [];
	for (const sql of statements) {
		const rows = await crm.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, Array(sql.split('?').length - 1).fill('[]'));
		plans.push(...rows.map(({ detail }) => detail));
	}
	return plans;
}
