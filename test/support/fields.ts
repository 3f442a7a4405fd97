import type { CrmRecord } from '../../core/crm';
import { engine } from './connection';
import { inputsOf, valueOf, type TestCrm } from './testCrm';

type Definition = Readonly<Record<string, unknown>>;

/** Defines fields of customers, texts unless said otherwise. */
export const define = async (crm: TestCrm, ...definitions: Definition[]): Promise<CrmRecord[]> =>
	(await crm.fields.define(inputsOf(definitions.map((fields) => ({ fields: { object: 'customer', type: 'text', ...fields } }))))).map(
		valueOf,
	);

/** The names of all indexes of the database. */
export async function indexNames(crm: TestCrm): Promise<string[]> {
	const sql =
		engine === 'sqlite'
			? `SELECT name FROM sqlite_master WHERE type = 'index'`
			: 'SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema()';
	return (await crm.rows<{ name: string }>(sql)).map(({ name }) => name);
}
