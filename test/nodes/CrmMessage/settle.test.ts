import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { crm } from '../../support/capturing';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const given = async (resource: string, ...items: IDataObject[]) => await crm({ resource, operation: 'create', fields: automatic }, items);

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const message = async (parameters: INodeParameters, more: Partial<NodeSetup> = {}) =>
	await runNode({ type: 'crmMessage', parameters: { resource: 'message', ...parameters }, ...more });

const messages = async (field: string, value: string) =>
	await crm({
		resource: 'message',
		operation: 'getAll',
		returnAll: true,
		filters: { conditions: [{ field, operator: 'equals', value }] },
	});

/** A message beyond the one of a day that its policy allows, at whatever hour the test runs. */
async function deferred(): Promise<string> {
	const [lead] = await given('lead', { name: '王芳' });
	const policy = await runNode({
		type: 'crmMessage',
		parameters: {
			resource: 'sendPolicy',
			operation: 'define',
			name: '测试',
			rules: { items: [{ purpose: 'care', needsConsent: false, quietHours: false, holidays: false, maxPerDay: 1 }] },
		},
	});
	expect(policy.error).toBeUndefined();
	const send = { operation: 'send', recipientType: 'lead', leadId: byId(String(lead.id)), body: 'x', purpose: 'care' };
	await message(send);
	const run = await message({ ...send, options: { sendLater: true } });
	expect(run.outputs.map((items) => items.length)).toEqual([0, 1, 0, 0]);
	const { json } = run.outputs[1][0];
	expect(json).toMatchObject({ outcome: 'deferred', rule: 'maxPerDay', scheduled: true });
	return String((json.message as IDataObject).id);
}

it('cancels a deferred message, which then is sent no more', async () => {
	const id = await deferred();
	const run = await message({ operation: 'cancel', messageId: byId(id) });
	expect(run.json).toMatchObject([{ id, status: 'cancelled' }]);
	const again = await message({ operation: 'send', recipientType: 'deferred', messageId: byId(id) });
	expect(again.outputs[2][0].json).toMatchObject({ outcome: 'refused', rule: 'cancelled', repeated: true });
	expect(await messages('status', 'cancelled')).toMatchObject([{ id }]);
});

it('says what may be resolved and what is settled', async () => {
	const [lead] = await given('lead', { name: '王芳' });
	const sent = await message({ operation: 'send', recipientType: 'lead', leadId: byId(String(lead.id)), body: 'x' });
	const id = String((sent.json[0].message as IDataObject).id);
	const run = await message({ operation: 'resolveUnclear', messageId: byId(id), verdict: 'sent', saidBy: '李娜' });
	expect(run.error?.message).toContain('It is known what became of this message');
	const asked = await message({ operation: 'resolveUnclear', messageId: byId(id), verdict: 'ask', channel: 'outbox' });
	expect(asked.json[0]).toMatchObject({ outcome: 'sent', repeated: true });
});

it('tells a user by the outbox where no channel is chosen, once per step', async () => {
	const [user] = await given('user', { name: '李娜' });
	const [lead] = await given('lead', { name: '王芳' });
	const tell = {
		operation: 'tellUser',
		userId: byId(String(user.id)),
		body: '新线索：{{lead.name}}',
		options: { recordType: 'lead', recordId: lead.id as string, step: 'newLead' },
	};
	const run = await message(tell);
	expect(run.error).toBeUndefined();
	expect(run.json[0]).toMatchObject({ outcome: 'sent', message: { body: '新线索：王芳', channel: 'outbox' } });
	expect((await message(tell)).json[0]).toMatchObject({ repeated: true });
	expect(await messages('userId', String(user.id))).toHaveLength(1);
});
