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
		expect(valueOf((await crm.records.get('lead', [{ item: 0, id: lead.id }]))[0])).toMatchObject(held);
	});

	it('is what a scoring model can look at, an option by its label', async () => {
		const crm = openTestCrm();
		const options = [{ value: 'h', label: 'High', labelZh: '高' }, { value: 'l' }];
		await define(crm, { ...budget, type: 'option', options });
		await crm.given.scoringModel({ fitRules: [{ field: 'custom_budget', operator: 'equals', value: 'High', points: 9 }] });
		const fields = (custom_budget: string, phone: string) => ({ name: '王芳', phone, custom_budget });
		const outcomes = await crm.leads.capture(
			[fields('h', '13800138000'), fields('h', '13900139000'), fields('l', '13700137000')].map((one, item) => ({
				item,
				fields: one,
				touchpoint: { channel: 'web' },
			})),
			{},
		);
		const leads = outcomes.map((outcome) => valueOf(outcome).lead);
		expect(leads.map((lead) => lead?.score)).toEqual([9, 9, 0]);
		expect(valueOf(outcomes[0]).scoreParts?.[0].reason.en).toContain('Budget');
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
