import type { CrmRecord } from '../../core/crm';
import { inputsOf, valueOf, type TestCrm } from './testCrm';

type Definition = Readonly<Record<string, unknown>>;

/** Defines fields of customers, texts unless said otherwise. */
export const define = async (crm: TestCrm, ...definitions: Definition[]): Promise<CrmRecord[]> =>
	(await crm.fields.define(inputsOf(definitions.map((fields) => ({ fields: { object: 'customer', type: 'text', ...fields } }))))).map(
		valueOf,
	);
