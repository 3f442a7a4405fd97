import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { defaultConnection } from '../../../nodes/shared/readDatabase';
import { runNode, type NodeSetup } from '../../support/harness';
import { openTestCrm, valueOf } from '../../support/testCrm';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const json = async (setup: Omit<NodeSetup, 'items'> & { items?: readonly IDataObject[] }) => {
	const done = await runNode(setup);
	if (done.error) throw done.error;
	return done.json;
};

const given = async (resource: string, ...items: IDataObject[]) =>
	await json({ type: 'crm', parameters: { resource, operation: 'create', fields: automatic }, items });

const contract = (operation: string, parameters: INodeParameters = {}, items?: readonly IDataObject[]): NodeSetup => ({
	type: 'crmContract',
	parameters: { resource: 'contract', operation, ...parameters },
	...(items && { items }),
});

const draftFor = async (customerId: unknown, more: INodeParameters = {}) =>
	await json(contract('draft', { source: 'customer', customerId: byId(String(customerId)), name: '年度服务', ...more }));

describe('Draft', () => {
	it('makes a contract of what was entered, with the products of the form', async () => {
		const [{ id }] = await given('customer', { name: '苏州示例' });
		await given('product', { code: 'LAB-10', name: '纯水机', defaultPrice: '100', taxRate: 13 });
		const [drafted] = await draftFor(id, {
			lines: {
				items: [{ productId: 'LAB-10', quantity: 3, unitPrice: '', discountPercent: 10, taxRate: '0', name: '', unit: '', note: '' }],
			},
			details: { startOn: '2026-04-01T00:00:00', paymentTerms: '货到付款', pricesIncludeTax: true, amount: '' },
		});
		expect(drafted).toMatchObject({
			status: 'draft',
			amount: '270.00',
			taxAmount: '0.00',
			maxDiscountPercent: 10,
			startOn: '2026-04-01',
			paymentTerms: '货到付款',
		});
	});

	it('makes one of each opportunity of its items, and tells which one has no customer', async () => {
		const [{ id: customerId }] = await given('customer', { name: '苏州示例' });
		const deals = await given(
			'opportunity',
			{ name: 'A', amount: '10', customerId },
			{ name: 'B', amount: '20', customerId },
			{ name: 'C' },
		);
		const setup = contract(
			'draft',
			{ source: 'opportunity', opportunityId: byId('={{ $json.number }}') },
			deals.map(({ number }) => ({ number })),
		);
		expect((await runNode(setup)).error?.description).toContain('Customer is required');
		const { outputs } = await runNode({ ...setup, onError: 'continueRegularOutput' });
		expect(outputs[0].map(({ json: data }) => data.amount ?? data.error)).toEqual(['10.00', '20.00', expect.stringContaining('Customer')]);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});
});

describe('Render', () => {
	it('gives the text and a file of it', async () => {
		const [{ id: customerId }] = await given('customer', { name: '<b>苏州示例</b>' });
		const [{ id }] = await draftFor(customerId, { details: { amount: '1200.05' } });
		const done = await runNode(contract('render', { contractId: byId(String(id)), options: {} }));
		const [item] = done.outputs[0];
		expect(item.json.html).toContain('壹仟贰佰元零伍分');
		expect(item.json.html).toContain('&lt;b&gt;苏州示例&lt;/b&gt;');
		expect(item.binary?.data).toMatchObject({
			mimeType: 'text/html',
			fileName: expect.stringMatching(/^HT-\d{4}-000001 年度服务\.html$/) as string,
		});
	});

	it('refuses a template that cannot be read when it is defined', async () => {
		const parameters = {
			resource: 'template',
			operation: 'define',
			name: '标准',
			active: true,
			versions: { items: [{ language: 'zh-CN', html: '<p>\n{{#each lines}}</p>' }] },
		};
		const { error } = await runNode({ type: 'crmContract', parameters, items: [{}] });
		expect(error?.message).toContain('a block such as {{#if}} has no end such as {{/if}} in line 2');
	});
});

describe('Submit', () => {
	it('lets the rule approve a contract that no policy is for, and takes it on to its signature', async () => {
		const [{ id: customerId }] = await given('customer', { name: '苏州示例' });
		const ownerId = String((await given('user', { name: '陈晓东' }))[0].id);
		const crm = openTestCrm({ store: defaultConnection().path });
		const conditions = [{ field: 'amount', operator: 'greaterThan', value: '10000' }];
		const steps = [{ name: '经理', approvers: [{ kind: 'manager' }] }];
		valueOf((await crm.approvals.definePolicy([{ item: 0, fields: { name: '合同审批', object: 'contract', conditions, steps } }]))[0]);
		const [{ number }] = await draftFor(customerId, { details: { amount: '1', ownerId, copies: 4 } });
		const contractId = byId(String(number));
		const [submitted] = await json(contract('submit', { contractId, options: {} }));
		expect(submitted).toMatchObject({ outcome: 'notNeeded', contract: { status: 'approved' }, waitingFor: [] });
		await json(contract('seal', { contractId, sealKind: 'contract', copies: 4, sealedById: ownerId, sealedOn: '' }));
		const [signed] = await json(contract('sign', { contractId, customerSignatory: '孙悦', signedOn: '' }));
		expect(signed).toMatchObject({ status: 'signed', copies: 4, sealKind: 'contract', sealedById: ownerId, customerSignatory: '孙悦' });
		expect((await json(contract('activate', { contractId })))[0]).toMatchObject({ status: 'active' });
		const ended = await json(contract('terminate', { contractId, terminationReason: '客户违约', terminatedOn: '' }));
		expect(ended[0]).toMatchObject({ status: 'terminated', terminationReason: '客户违约' });
	});
});

describe('a file', () => {
	it('is kept with its record and comes back', async () => {
		const [{ id: customerId }] = await given('customer', { name: '苏州示例' });
		const [{ id }] = await draftFor(customerId, { details: { amount: '1' } });
		const attached = await runNode({
			type: 'crmContract',
			parameters: {
				resource: 'file',
				operation: 'attach',
				recordType: 'contract',
				contractId: byId(String(id)),
				binaryPropertyName: 'data',
				kind: 'signedScan',
			},
			items: [{}],
			file: { name: '扫描件.pdf', bytes: Buffer.from('PDF'), type: 'application/pdf' },
		});
		expect(attached.json).toMatchObject([{ name: '扫描件.pdf', kind: 'signedScan', bytes: 3, mimeType: 'application/pdf' }]);
		const fileId = byId(String(attached.json[0].id));
		const { outputs } = await runNode({ type: 'crmContract', parameters: { resource: 'file', operation: 'get', fileId } });
		expect(outputs[0][0].binary?.data).toMatchObject({ fileName: '扫描件.pdf', data: Buffer.from('PDF').toString('base64') });
		const file = async (operation: string) => await runNode({ type: 'crmContract', parameters: { resource: 'file', operation, fileId } });
		expect((await file('delete')).json).toMatchObject([{ id: attached.json[0].id, name: '扫描件.pdf' }]);
		expect((await file('get')).error?.message).toContain('was deleted');
	});
});

describe('a step', () => {
	it('that its status does not have is refused with what is possible', async () => {
		const [{ id: customerId }] = await given('customer', { name: '苏州示例' });
		const [{ number }] = await draftFor(customerId, { details: { amount: '1' } });
		const { error } = await runNode(contract('seal', { contractId: byId(String(number)), sealKind: 'contract', copies: 0, sealedOn: '' }));
		expect(error?.message).toBe('“Seal” is not possible: the status is “Draft”');
		expect(error?.description).toContain('Possible in this status: Submit.');
	});
});
