import { setImmediate as turn } from 'node:timers/promises';

import type { EventItem } from '../../../core/crm';
import { define } from '../../support/fields';
import { openTestCrm, valueOf } from '../../support/testCrm';

const budget = { object: 'lead', label: 'Budget' };

describe('a custom field of a lead', () => {
	it('is in what every operation answers, and survives it', async () => {
		const crm = openTestCrm();
		await define(crm, budget);
		const lead = await crm.given.lead({ phone: '13800138000', custom_budget: '10' });
		const user = await crm.given.user();
		await crm.given.scoringModel();
		const held = { custom_budget: '10' };
		const assigned = await crm.ownership.assign([{ item: 0, object: 'lead', id: lead.id, userId: user.id }]);
		expect(valueOf(assigned[0]).record).toMatchObject(held);
		await crm.engagement.log([{ item: 0, fields: { method: 'call', leadId: lead.id } }]);
		expect(valueOf((await crm.leads.score([{ item: 0, id: lead.id }], {}))[0]).lead).toMatchObject(held);
		expect(valueOf((await crm.leads.qualify([{ item: 0, id: lead.id }]))[0])).toMatchObject(held);
		expect(valueOf((await crm.records.delete('lead', [{ item: 0, id: lead.id }]))[0])).toMatchObject(held);
		expect(valueOf((await crm.records.restore('lead', [{ item: 0, id: lead.id }]))[0])).toMatchObject(held);
		expect(await crm.rows('SELECT custom FROM crm_lead')).toEqual([{ custom: '{"budget":"10"}' }]);
	});

	it('starts workflows that ask for its change, with the record as it is', async () => {
		const crm = openTestCrm();
		await define(crm, budget, { object: 'lead', label: 'Size' });
		const lead = await crm.given.lead({ custom_size: 'L' });
		const taken: EventItem[] = [];
		const subscription = await crm.subscriptions.open(
			{
				id: 'w:n',
				workflowId: 'w',
				workflowName: 'w',
				nodeName: 'n',
				filter: { events: ['fieldChanged'], objects: [], changedFields: ['custom_budget'] },
			},
			{ deliver: async (item) => await Promise.resolve((taken.push(item), 'done' as const)) },
		);
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { custom_size: 'XL' } }]);
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { custom_budget: '20' } }]);
		while (taken.length === 0) await turn();
		await subscription.close();
		expect(taken).toMatchObject([
			{ event: 'fieldChanged', changes: { custom_budget: { from: null, to: '20' } }, record: { custom_budget: '20', custom_size: 'XL' } },
		]);
	});
});
