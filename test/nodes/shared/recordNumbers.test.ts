import { NodeHelpers, type IDataObject, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { Crm } from '../../../nodes/Crm/Crm.node';
import { CrmApproval } from '../../../nodes/CrmApproval/CrmApproval.node';
import { CrmContract } from '../../../nodes/CrmContract/CrmContract.node';
import { CrmLead } from '../../../nodes/CrmLead/CrmLead.node';
import { CrmSales } from '../../../nodes/CrmSales/CrmSales.node';
import { editorContext, runNode, type NodeRun, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const mapped = (value: INodeParameters, matchingColumns: string[] = []): INodeParameters => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns,
	schema: [],
});

const by = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

type Extra = Omit<NodeSetup, 'type' | 'parameters'>;

const run = async (type: NodeSetup['type'], action: string, parameters: INodeParameters, extra: Extra = {}): Promise<NodeRun> => {
	const [resource, operation] = action.split('.');
	return await runNode({ type, parameters: { resource, operation, ...parameters }, ...extra });
};

const good = async (...asked: Parameters<typeof run>): Promise<readonly IDataObject[]> => {
	const { error, json } = await run(...asked);
	if (error) throw error;
	return json;
};

const created = async (resource: string, ...items: IDataObject[]) =>
	await good('crm', `${resource}.create`, { fields: automatic }, { items });

describe('a record locator of an object with numbers', () => {
	it.each([
		['as a fixed value', 'O000001', {}],
		['in full width and lower case', ' ｏ００００01 ', {}],
		['by an expression', '={{ $json.deal }}', { deal: 'o000001' }],
	])('takes the number %s', async (_, value, item) => {
		const [deal] = await created('opportunity', { name: '商机一' });
		expect(await good('crm', 'opportunity.get', { opportunityId: by(value) }, { items: [item] })).toMatchObject([{ id: deal.id }]);
	});

	it('takes it in every operation on one record', async () => {
		const [user] = await created('user', { name: 'Anna' });
		const [lead] = await created('lead', { name: '张伟', phone: '13800138000' });
		const [customer] = await created('customer', { name: '华为' });
		const [deal] = await created('opportunity', { name: '商机一' });
		const here = { leadId: by('L000001'), customerId: by('C000001'), opportunityId: by('O000001') };
		expect(await good('crm', 'customer.update', { ...here, fields: mapped({ city: '深圳' }) })).toMatchObject([{ id: customer.id }]);
		expect((await good('crm', 'customer.timeline', { ...here, limit: 5 })).length).toBe(2);
		expect(await good('crm', 'activity.log', { ...here, about: 'opportunity', method: 'call', options: {} })).toMatchObject([
			{ activity: { opportunityId: deal.id } },
		]);
		expect(
			await good('crm', 'ownership.assign', { ...here, object: 'lead', to: 'user', assignTo: 'user', userId: by(String(user.id)) }),
		).toMatchObject([{ record: { id: lead.id } }]);
		expect(await good('crmSales', 'opportunity.win', { ...here, options: {} })).toMatchObject([{ id: deal.id, status: 'won' }]);
		expect(await good('crmLead', 'lead.qualify', here)).toMatchObject([{ id: lead.id, status: 'qualified' }]);
		expect(await good('crmLead', 'lead.convert', { ...here, customerMode: 'chosen', options: {} })).toMatchObject([
			{ lead: { id: lead.id }, customer: { id: customer.id } },
		]);
		expect(await good('crm', 'opportunity.delete', { ...here, options: {} })).toMatchObject([{ id: deal.id }]);
		expect(await good('crm', 'opportunity.restore', here)).toMatchObject([{ id: deal.id }]);
	});

	it('takes it where due work is about a record', async () => {
		const [lead] = await created('lead', { name: '张伟', phone: '13800138000' });
		const about = { recordType: 'lead', leadId: by('l000001') };
		const due = { workName: 'Reminder', due: 'at', dueAt: '2099-01-01T09:00:00Z', options: {} };
		expect(await good('crm', 'work.schedule', { ...about, ...due })).toMatchObject([{ recordId: lead.id }]);
		expect(await good('crm', 'system.dueWork', { ...about, returnAll: true })).toMatchObject([{ recordId: lead.id }]);
		expect(await good('crm', 'system.cancelDueWork', { ...about, cancelBy: 'record' })).toMatchObject([{ cancelled: 1 }]);
		const { error } = await run('crm', 'work.schedule', { ...about, ...due, leadId: by('L999999') });
		expect(error?.message).toBe('There is no lead L999999');
	});

	it('takes it where consent is set and addresses are suppressed', async () => {
		const [lead] = await created('lead', { name: '张伟', phone: '13800138000' });
		const whose = { personType: 'lead', leadId: by('L000001'), options: {} };
		const consents = { state: 'granted', purposes: ['marketing'], ...whose };
		const ofLead = expect.arrayContaining([expect.objectContaining({ leadId: lead.id })]) as unknown;
		expect(await good('crmMessage', 'consent.set', consents)).toMatchObject([{ consents: ofLead }]);
		expect(await good('crmMessage', 'consent.suppress', { reason: 'manual', ...whose })).toMatchObject([{ suppressions: ofLead }]);
	});

	it('says which number of which item there is not, and goes on with the others', async () => {
		await created('opportunity', { name: '商机一' });
		const both = { items: [{ deal: 'O000001' }, { deal: 'O999999' }] };
		const deals = { opportunityId: by('={{ $json.deal }}') };
		const stopped = await run('crm', 'opportunity.get', deals, both);
		expect(stopped.error?.description).toContain('Item 1: There is no opportunity O999999');
		const { json } = await run('crm', 'opportunity.get', deals, { ...both, onError: 'continueRegularOutput' });
		expect(json).toMatchObject([{ number: 'O000001' }, { error: expect.stringContaining('O999999') as string }]);
	});

	it('offers the stages of the pipeline of the opportunity whose number is typed', async () => {
		for (const name of ['Direct', 'Channel']) {
			const stages = { items: [{ name: `${name} first`, kind: 'open' }] };
			await good('crmSales', 'pipeline.define', { name, isDefault: name === 'Direct', stages });
		}
		await created('opportunity', { name: '商机一' });
		const stages = async (value: string) => {
			const parameters = { resource: 'opportunity', operation: 'moveStage', opportunityId: by(value) };
			return await new CrmSales().methods.loadOptions.stages.call(editorContext('crmSales', parameters));
		};
		expect(await stages('o000001')).toEqual([{ name: 'Direct first', value: 'Direct first' }]);
		expect(await stages('O999999')).toHaveLength(2);
	});
});

describe('the form of a record locator', () => {
	const nodes = [new Crm(), new CrmApproval(), new CrmContract(), new CrmLead(), new CrmSales()];

	const locators = () => nodes.flatMap(({ description }) => description.properties.filter(({ type }) => type === 'resourceLocator'));

	const modeOf = (property: INodeProperties) => property.modes?.find(({ name }) => name === 'id');

	const numbered = ['leadId', 'customerId', 'contractId', 'opportunityId'];

	it('says "By ID or Number" where there are numbers, and only there', () => {
		for (const property of locators())
			expect([property.name, modeOf(property)?.displayName]).toEqual([
				property.name,
				numbered.includes(property.name) ? 'By ID or Number' : 'By ID',
			]);
	});

	const issuesOf = (name: string, value: string) => {
		const property = locators().find((one) => one.name === name) as INodeProperties;
		const { displayOptions: _, ...shown } = property;
		const node = { parameters: { [name]: by(value) } } as unknown as INode;
		return NodeHelpers.getNodeParametersIssues([shown], node, nodes[0].description)?.parameters?.[name] ?? [];
	};

	it.each(['L000010', ' l1234567 ', 'Ｌ０００００１０', '01890a5d-ac96-774b-bcce-b302099a8057'])('lets n8n take %s', (value) => {
		expect(issuesOf('leadId', value)).toEqual([]);
	});

	it.each([
		['leadId', 'C000010', 'Neither a record ID nor a number such as L000012'],
		['leadId', 'L10', 'Neither a record ID nor a number such as L000012'],
		['contactId', 'L000010', 'Not a valid record ID'],
	])('lets n8n refuse as %s %s', (name, value, message) => {
		expect(issuesOf(name, value)).toEqual([message]);
	});
});

describe('a reference in the field form', () => {
	it('takes the number in Create, Update and Create or Update', async () => {
		const [deal, other] = await created('opportunity', { name: '商机一' }, { name: '商机二' });
		const [product] = await created('product', { code: 'P-1', name: '产品', defaultPrice: '10' });
		const productId = String(product.id);
		const line = mapped({ opportunityId: 'o000001', productId, quantity: '1' });
		const [made] = await good('crm', 'opportunityProduct.create', { fields: line });
		expect(made.opportunityId).toBe(deal.id);
		const contact = { fields: mapped({ name: '李娜', email: 'li@example.com', customerId: '={{ $json.customer }}' }, ['email']) };
		const customers = await created('customer', { name: '甲公司' }, { name: '乙公司' });
		const [person] = await good('crm', 'contact.upsert', contact, { items: [{ customer: 'C000001' }] });
		expect(person.customerId).toBe(customers[0].id);
		const moved = { contactId: by(String(person.id)), fields: mapped({ customerId: 'Ｃ０００００２' }) };
		expect(await good('crm', 'contact.update', moved)).toMatchObject([{ customerId: customers[1].id }]);
		expect(other.number).toBe('O000002');
	});

	it('asks for one, and in Capture, which takes none, for the ID', async () => {
		const field = { object: 'lead', name: 'reseller', label: 'Reseller', labelZh: '经销商', type: 'reference', refersTo: 'customer' };
		await good('crm', 'field.define', field);
		const labelIn = async (type: 'crm' | 'crmLead', operation: string) => {
			const node = type === 'crm' ? new Crm() : new CrmLead();
			const context = editorContext(type, { resource: 'lead', operation });
			const { fields } = await node.methods.resourceMapping.objectFields.call(context);
			return fields.find(({ id }) => id === 'custom_reseller')?.displayName;
		};
		expect(await labelIn('crm', 'create')).toBe('Reseller (ID or Number)');
		expect(await labelIn('crm', 'update')).toBe('Reseller (ID or Number)');
		expect(await labelIn('crmLead', 'capture')).toBe('Reseller ID');
	});

	it('names the item, the field and the number that there is not', async () => {
		await created('customer', { name: '甲公司' });
		const items = [{ customer: 'C000001' }, { customer: 'C000404' }];
		const { error } = await run(
			'crm',
			'contact.create',
			{ fields: mapped({ name: '李娜', customerId: '={{ $json.customer }}' }) },
			{ items },
		);
		expect(error?.description).toMatch(/Item 1: [^<]*Customer is not known: there is no customer C000404/);
	});
});
