import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { CrmLead } from '../../../nodes/CrmLead/CrmLead.node';
import { editorContext, runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const given = async (resource: string, ...items: IDataObject[]) => {
	const run = await runNode({ type: 'crm', parameters: { resource, operation: 'create', fields: automatic }, items });
	if (run.error) throw run.error;
	return run.json;
};

const convert = async (parameters: INodeParameters, items: readonly IDataObject[] = [{}], onError?: 'continueRegularOutput') =>
	await runNode({ type: 'crmLead', parameters: { resource: 'lead', operation: 'convert', ...parameters }, items, onError });

const count = async (resource: string) => (await runNode({ type: 'crm', parameters: { resource, operation: 'count' } })).json[0].count;

it('makes customer, contact and opportunity once, however often it runs', async () => {
	const [lead] = await given('lead', { name: 'Ada Lovelace', company: 'Analytical Ltd', phone: '13800138000' });
	const opportunity = { name: 'Engine', amount: '12,000', expectedCloseOn: '2030-05-01T00:00:00' };
	const parameters = { leadId: byId(String(lead.id)), createOpportunity: true, opportunity, simplify: true, options: { role: 'decider' } };
	const first = (await convert(parameters)).json[0];
	expect(first).toMatchObject({
		lead: { id: lead.id, status: 'converted' },
		customer: { name: 'Analytical Ltd' },
		contact: { name: 'Ada Lovelace', mobile: '+8613800138000' },
		opportunity: { name: 'Engine', amount: '12000.00', expectedCloseOn: '2030-05-01' },
		created: { customer: true, contact: true, opportunity: true },
		repeated: false,
	});
	const again = (await convert(parameters)).json[0];
	expect(again).toMatchObject({ repeated: true, opportunity: { id: (first.opportunity as IDataObject).id } });
	expect([await count('customer'), await count('contact'), await count('opportunity')]).toEqual([1, 1, 1]);
});

it('uses the customer that is chosen, makes a new contact and no opportunity when told so', async () => {
	const [customer] = await given('customer', { name: 'Chosen' });
	await given('contact', { name: '王芳', mobile: '13800138000' });
	const [lead] = await given('lead', { name: '王芳', phone: '13800138000' });
	const chosen = { customerMode: 'chosen', customerId: byId(String(customer.id)), contactMode: 'new', createOpportunity: false };
	const { json } = await convert({ leadId: byId(String(lead.id)), ...chosen });
	expect(json).toMatchObject([
		{ customer: { id: customer.id }, opportunity: null, created: { customer: false, contact: true, opportunity: false } },
	]);
});

it('keeps the good leads when a bad one comes second and the node goes on', async () => {
	const leads = await given('lead', { name: 'A' }, { name: 'B' });
	await runNode({
		type: 'crmLead',
		parameters: { resource: 'lead', operation: 'disqualify', leadId: byId(String(leads[1].id)), disqualifyReason: 'noBudget' },
	});
	const items = leads.map(({ id }) => ({ id }));
	const parameters = { leadId: byId('={{ $json.id }}') };
	expect((await convert(parameters, items)).error).toBeTruthy();
	expect(await count('customer')).toBe(0);
	const { json } = await convert(parameters, items, 'continueRegularOutput');
	expect(json).toMatchObject([{ lead: { status: 'converted' } }, { error: expect.stringContaining('Disqualified') as string }]);
	expect(await count('customer')).toBe(1);
});

describe('with required fields of the customer', () => {
	const area: INodeParameters = { object: 'customer', type: 'text', label: 'Area', name: 'area', labelZh: '片区', required: true };
	const expected: INodeParameters = { object: 'opportunity', type: 'date', label: 'Visit On', name: 'visitOn', labelZh: '拜访日期' };

	beforeEach(async () => {
		for (const parameters of [area, expected])
			await runNode({ type: 'crm', parameters: { resource: 'field', operation: 'define', ...parameters } });
	});

	it('names the item, the record type and the field when a lead lacks one', async () => {
		const leads = await given('lead', { name: 'A' }, { name: 'B' });
		const { error } = await convert({ leadId: byId('={{ $json.id }}') }, leads);
		expect(error).toMatchObject({ description: expect.stringMatching(/Items 0–1: Customer: Area is required/) as string });
		expect(await count('customer')).toBe(0);
	});

	it('takes them from the form of the node, each item its own', async () => {
		const leads = await given('lead', { name: 'A' }, { name: 'B' });
		const mapped = (value: IDataObject) => ({ ...automatic, mappingMode: 'defineBelow', value }) as INodeParameters;
		const items = leads.map(({ id }, i) => ({ id, area: ['East', 'West'][i] }));
		const { json } = await convert(
			{
				leadId: byId('={{ $json.id }}'),
				fillCustomFields: true,
				customerFields: mapped({ custom_area: '={{ $json.area }}' }),
				opportunityFields: mapped({ custom_visitOn: '2030-05-01T00:00:00' }),
			},
			items,
		);
		expect(json.map(({ customer }) => (customer as IDataObject).custom_area)).toEqual(['East', 'West']);
		expect(json[0]).toMatchObject({ opportunity: { custom_visitOn: '2030-05-01' } });
	});

	it('takes nothing from a form that is hidden again, and says how to show it', async () => {
		const [lead] = await given('lead', { name: 'A' });
		const customerFields = { ...automatic, mappingMode: 'defineBelow', value: { custom_area: 'East' } } as INodeParameters;
		const { error } = await convert({ leadId: byId(String(lead.id)), fillCustomFields: false, customerFields });
		expect(error).toMatchObject({ description: expect.stringContaining('turn on Fill In Custom Fields in the node') as string });
	});

	it('offers the custom fields alone, the required ones at once and none as a must', async () => {
		await runNode({
			type: 'crm',
			parameters: { resource: 'field', operation: 'define', ...area, name: 'size', label: 'Size', labelZh: '规模', required: false },
		});
		const { resourceMapping } = new CrmLead().methods;
		const parameters = { resource: 'lead', operation: 'convert' };
		const { fields } = await resourceMapping.customerFields.call(editorContext('crmLead', parameters));
		expect(fields.map(({ id, required, removed }) => [id, required, removed])).toEqual([
			['custom_area', false, false],
			['custom_size', false, true],
		]);
		expect(await resourceMapping.contactFields.call(editorContext('crmLead', parameters))).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringContaining('Contact') as string,
		});
	});
});
