import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { crm } from '../../support/capturing';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const leadOf = async (fields: IDataObject) => (await crm({ resource: 'lead', operation: 'create', fields: automatic }, [fields]))[0];

const byId = (value: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(value) });

const consent = async (operation: string, parameters: INodeParameters, more: Partial<NodeSetup> = {}) =>
	await runNode({ type: 'crmMessage', parameters: { resource: 'consent', operation, ...parameters }, ...more });

const marketing = async (leadId: unknown) => {
	const parameters = {
		resource: 'message',
		operation: 'send',
		recipientType: 'lead',
		leadId: byId(leadId),
		purpose: 'marketing',
		body: 'x',
	};
	const run = await runNode({ type: 'crmMessage', parameters });
	return run.outputs.flat()[0].json;
};

it('notes a consent for all addresses of a lead with its proof, after which marketing is no longer refused for want of one', async () => {
	const lead = await leadOf({ name: '王芳', email: 'wang@example.com' });
	expect(await marketing(lead.id)).toMatchObject({ rule: 'consent' });
	const run = await consent('set', {
		personType: 'lead',
		leadId: byId(lead.id),
		state: 'granted',
		purposes: ['marketing', 'care'],
		options: { source: '展会', proof: '勾选了“接收资料”', at: '2026-03-01T09:00:00' },
	});
	expect(run.error).toBeUndefined();
	const { changed, consents } = run.json[0] as { changed: boolean; consents: IDataObject[] };
	expect(changed).toBe(true);
	expect(consents).toHaveLength(4);
	expect(consents[0]).toMatchObject({ state: 'granted', source: '展会', at: '2026-03-01T01:00:00.000Z', leadId: lead.id });
	expect((await marketing(lead.id)).rule).not.toBe('consent');
});

it('withdraws a consent for one address alone', async () => {
	const lead = await leadOf({ name: '王芳', email: 'wang@example.com', phone: '13800138000' });
	const parameters = { state: 'withdrawn', purposes: ['marketing'], options: { onlyKind: 'phone' } };
	const run = await consent('set', { personType: 'lead', leadId: byId(lead.id), ...parameters });
	expect(run.json).toMatchObject([{ changed: true, consents: [{ addressKind: 'phone', state: 'withdrawn' }] }]);
});

it('puts an address on the list that gets nothing, and takes it off again', async () => {
	const target = { personType: 'address', addressKind: 'email', address: 'Wang@Example.com' };
	const on = await consent('suppress', { ...target, reason: 'complaint', options: { detail: '来电投诉' } });
	expect(on.json).toMatchObject([
		{ changed: true, suppressions: [{ address: 'wang@example.com', reason: 'complaint', detail: '来电投诉' }] },
	]);
	expect((await consent('suppress', { ...target, reason: 'manual' })).json).toMatchObject([{ changed: false }]);
	expect((await consent('unsuppress', target)).json).toMatchObject([{ changed: true }]);
	expect(await crm({ resource: 'suppression', operation: 'getAll', returnAll: true })).toEqual([]);
	expect((await consent('unsuppress', target)).json).toMatchObject([{ changed: false }]);
});

it('takes off the list again what a channel can put there: also the user ID of an employee', async () => {
	const target = { personType: 'address', addressKind: 'weComUserId', address: 'zhangsan' };
	await consent('suppress', { ...target, reason: 'other' });
	expect((await consent('unsuppress', target)).json).toMatchObject([{ changed: true }]);
});

it('names a bad address and a missing purpose of each item, and stores the others when told to go on', async () => {
	const items = [{ address: 'no address' }, { address: 'ok@example.com' }];
	const target = { personType: 'address', addressKind: 'email', address: '={{ $json.address }}' };
	const run = await consent('suppress', { ...target, reason: 'manual' }, { items, onError: 'continueRegularOutput' });
	expect(run.json).toMatchObject([{ details: { code: 'ValidationFailed' } }, { changed: true }]);
	const none = await consent('set', { ...target, state: 'granted', purposes: [] }, { items: [{ address: 'ok@example.com' }] });
	expect(none.error?.message).toContain('Purpose');
});
