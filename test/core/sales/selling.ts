import type { CrmRecord } from '../../../core/crm';
import { valueOf, type TestCrm } from '../../support/testCrm';

/** A pipeline as a company would define it. */
export const stages = [
	{ name: '初步接触', key: 'contact', probability: 10, maxAgeDays: 14 },
	{ name: '需求确认', key: 'needs', probability: 30, maxAgeDays: 21, requiredFields: ['customerId', 'expectedCloseOn'] },
	{
		name: '报价',
		key: 'quote',
		probability: 60,
		requiredFields: ['amount'],
		conditions: [{ field: 'amount', operator: 'greaterOrEqual', value: '10000' }],
	},
	{ name: '赢单', key: 'won', kind: 'won' },
	{ name: '输单', key: 'lost', kind: 'lost', requiredFields: ['competitor'] },
];

/** Defines the pipeline 标准, with what the test changes of it. */
export async function definePipeline(crm: TestCrm, fields: object = {}): Promise<CrmRecord> {
	const [outcome] = await crm.sales.definePipeline([{ item: 0, fields: { name: '标准', stages, ...fields } }]);
	return valueOf(outcome);
}
