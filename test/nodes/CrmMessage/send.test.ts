import { NodeHelpers, type IDataObject, type INodeParameters, type INodePropertyCollection } from 'n8n-workflow';

import { channels, closeStores } from '../../../core';
import { CrmMessage } from '../../../nodes/CrmMessage/CrmMessage.node';
import { crm } from '../../support/capturing';
import { descriptionOf } from '../../support/descriptions';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const given = async (resource: string, ...items: IDataObject[]) => await crm({ resource, operation: 'create', fields: automatic }, items);

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const message = async (parameters: INodeParameters, more: Partial<NodeSetup> = {}) =>
	await runNode({ type: 'crmMessage', parameters: { resource: 'message', operation: 'send', ...parameters }, ...more });

it('sends to a lead by the outbox and gives the message out by Sent', async () => {
	const [lead] = await given('lead', { name: '王芳' });
	const run = await message({
		recipientType: 'lead',
		leadId: byId(String(lead.number)),
		body: '您好，{{name}}',
		options: { step: 'hello' },
	});
	expect(run.error).toBeUndefined();
	expect(run.outputs.map((items) => items.length)).toEqual([1, 0, 0, 0]);
	expect(run.json[0]).toMatchObject({ outcome: 'sent', status: 'sent', repeated: false, message: { body: '您好，王芳' } });
	expect((await crm({ resource: 'message', operation: 'getAll', returnAll: true, simplify: false }))[0]).toMatchObject({
		body: '您好，王芳',
		leadId: lead.id,
	});
});

it('refuses a text whose variables n8n would take for its own, and sends nothing', async () => {
	const [lead] = await given('lead', { name: '王芳' });
	const run = await message({ recipientType: 'lead', leadId: byId(String(lead.id)), body: '=您好，{{ owner.name }}，{{ $json.city }}' });
	expect(run.error?.message).toContain('is an n8n expression, in which {{owner.name}} is empty: switch the field to Fixed');
	expect(await crm({ resource: 'message', operation: 'getAll', returnAll: true, simplify: false })).toEqual([]);
	const good = await message(
		{ recipientType: 'lead', leadId: byId(String(lead.id)), body: '={{ "您好，" + $json.city }}' },
		{ items: [{ city: '南京' }] },
	);
	expect(good.json[0]).toMatchObject({ message: { body: '您好，南京' } });
});

it('gives in short what a person reads of a message, from Send and in the list, and all of it without Simplify', async () => {
	const [lead] = await given('lead', { name: '王芳' });
	const parameters = { recipientType: 'lead', leadId: byId(String(lead.id)), subject: '问候', body: '您好', options: { step: 'hello' } };
	const short = (await message({ ...parameters, simplify: true })).json[0].message as IDataObject;
	const first = ['recipientName', 'address', 'subject', 'body', 'status', 'purpose', 'channel'];
	expect(Object.keys(short)).toEqual([...first, 'direction', 'at', 'step', 'id', 'key']);
	const [listed] = await crm({ resource: 'message', operation: 'getAll', returnAll: true, simplify: true });
	expect(Object.keys(listed).slice(0, first.length)).toEqual(first);
	expect(listed).toMatchObject({ recipientName: '王芳', subject: '问候', body: '您好', rule: null, id: short.id });
	expect((await message({ ...parameters, simplify: false })).json[0].message).toMatchObject({ leadId: lead.id, attempts: 0, version: 1 });
});

it('shows a message with its length and what the rules say, and sends nothing', async () => {
	const [lead] = await given('lead', { name: '王芳' });
	const parameters = { recipientType: 'lead', leadId: byId(String(lead.id)), body: '您好，{{name}}', purpose: 'marketing' };
	const run = await message({ ...parameters, operation: 'preview' });
	expect(run.json).toMatchObject([{ body: '您好，王芳', bytes: 15, limit: 100_000, verdict: { output: 'refused', rule: 'consent' } }]);
	expect(await crm({ resource: 'message', operation: 'getAll', returnAll: true })).toEqual([]);
});

it('says that a step went before, in a preview and above the output of Send', async () => {
	const [lead] = await given('lead', { name: '王芳' });
	const to = { recipientType: 'lead', leadId: byId(String(lead.id)), options: { step: 'hello' } };
	expect((await message({ ...to, body: 'first', operation: 'preview' })).json[0].verdict).toEqual({ output: 'sent' });
	expect((await message({ ...to, body: 'first' })).hints).toEqual([]);
	const preview = await message({ ...to, body: 'second', operation: 'preview' });
	expect(preview.json[0]).toMatchObject({ body: 'second', verdict: { output: 'sent', repeated: true, at: expect.any(String) as string } });
	const again = await message({ ...to, body: 'second' });
	expect(again.json[0]).toMatchObject({ repeated: true, message: { body: 'first' } });
	expect(again.hints).toEqual([expect.stringContaining('1 of 1 were asked for before and not sent again')]);
});

it('lets marketing without a consent leave by Refused, with what to do', async () => {
	const leads = await given('lead', { name: '王芳' }, { name: '李雷' });
	const run = await message({ recipientType: 'lead', leadId: byId('={{ $json.id }}'), purpose: 'marketing', body: 'x' }, { items: leads });
	expect(run.outputs.map((items) => items.length)).toEqual([0, 0, 2, 0]);
	expect(run.outputs[2][0].json).toMatchObject({
		outcome: 'refused',
		rule: 'consent',
		hint: expect.stringContaining('Consent → Set') as string,
	});
});

it('defines a template and a policy in forms, and sends by them', async () => {
	const versions = { items: [{ channel: '', language: 'zh-CN', body: '您好，{{name}}', variables: {}, buttons: {} }] };
	const template = await runNode({
		type: 'crmMessage',
		parameters: { resource: 'template', operation: 'define', name: '欢迎', active: true, purpose: 'marketing', versions },
	});
	expect(template.json[0]).toMatchObject({ name: '欢迎', versions: [{ language: 'zh-CN', body: '您好，{{name}}' }] });
	const rules = { items: [{ purpose: 'marketing', needsConsent: false, quietHours: false, holidays: false, maxPerDay: 1, maxPerWeek: 0 }] };
	const policy = await runNode({
		type: 'crmMessage',
		parameters: { resource: 'sendPolicy', operation: 'define', name: '策略', active: true, openFrom: '09:00', openUntil: '20:00', rules },
	});
	expect(policy.json[0]).toMatchObject({ name: '策略', rules: [{ purpose: 'marketing', maxPerDay: 1 }] });
	const [lead] = await given('lead', { name: '王芳' });
	const parameters = { recipientType: 'lead', leadId: byId(String(lead.id)), contentFrom: 'template', template: '欢迎' };
	expect((await message(parameters)).json[0]).toMatchObject({ outcome: 'sent', message: { purpose: 'marketing' } });
	expect((await message(parameters)).outputs[1][0].json).toMatchObject({ outcome: 'deferred', rule: 'maxPerDay' });
});

it('keeps to consent, hours and holidays in a new rule of a policy that only sets a cap', async () => {
	const description = descriptionOf(CrmMessage, 'en');
	const form = description.properties.find(
		({ name, displayOptions }) => name === 'rules' && displayOptions?.show?.resource?.includes('sendPolicy'),
	);
	const [{ values }] = form?.options as INodePropertyCollection[];
	const defaults = Object.fromEntries(values.map(({ name, default: value }) => [name, value]));
	expect(defaults).toMatchObject({ purpose: 'marketing', needsConsent: true, quietHours: true, holidays: true });
	const rules = { items: [{ ...defaults, maxPerDay: 5 }] };
	await runNode({
		type: 'crmMessage',
		parameters: { resource: 'sendPolicy', operation: 'define', name: '策略', active: true, rules } as INodeParameters,
	});
	const [lead] = await given('lead', { name: '王芳' });
	const run = await message({ recipientType: 'lead', leadId: byId(String(lead.id)), purpose: 'marketing', body: 'x' });
	expect(run.outputs[2][0].json).toMatchObject({ outcome: 'refused', rule: 'consent' });
});

it('gives a bad item its own error under continue, by Refused', async () => {
	const leads = await given('lead', { name: '王芳' }, { name: '李雷' });
	const items = [leads[0], { id: '01890a5d-ac96-774b-bcce-b302099a8057' }];
	const run = await message(
		{ recipientType: 'lead', leadId: byId('={{ $json.id }}'), body: 'x' },
		{ items, onError: 'continueRegularOutput' },
	);
	expect(run.outputs.map((entries) => entries.length)).toEqual([1, 0, 1, 0]);
	expect(run.outputs[2][0].json.error).toContain('no lead');
});

const shownIn = (locale: 'en' | 'zh-CN', parameters: INodeParameters) => {
	const description = descriptionOf(CrmMessage, locale);
	const values = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, null, description) ?? {};
	return description.properties.filter((property) => NodeHelpers.displayParameter(values, property, null, description));
};

const choicesOf = (name: string, parameters: INodeParameters) =>
	shownIn('en', { resource: 'message', ...parameters })
		.filter((property) => property.name === name)
		.map(({ options = [] }) => options.map((option) => ('value' in option ? option.value : undefined)));

it.each(channels)('offers the forms that $id knows, and no others', ({ id, forms }) => {
	const choices = choicesOf('form', { operation: 'send', channel: id });
	expect(choices.map((list) => list.toSorted())).toEqual(forms.length > 1 ? [forms.toSorted()] : []);
});

it('refuses a form that the channel does not know, with those that it knows', async () => {
	const [lead] = await given('lead', { name: '王芳', email: 'wang@example.com' });
	const versions = { items: [{ channel: '', language: 'zh-CN', form: 'textCard', body: 'x', variables: {}, buttons: {} }] };
	const template = { resource: 'template', operation: 'define', name: '卡片', active: true, purpose: 'service', versions };
	await runNode({ type: 'crmMessage', parameters: template });
	const to = { recipientType: 'lead', leadId: byId(String(lead.id)), contentFrom: 'template', template: '卡片' };
	const run = await message({ ...to, operation: 'preview', channel: 'email' });
	expect(run.error?.message).toContain('Email knows no message of the form "Text Card"');
	expect(run.error?.description).toContain('(Text)');
	expect((await message({ ...to, operation: 'preview', channel: 'outbox' })).json).toMatchObject([{ form: 'textCard' }]);
});

it('asks a preview for nothing that only sending needs', () => {
	const preview = { operation: 'preview', channel: 'weComWelcome' };
	expect(choicesOf('recipientType', preview).flat()).not.toContain('deferred');
	expect(choicesOf('welcomeCode', preview)).toEqual([]);
	const send = { ...preview, operation: 'send' };
	expect(choicesOf('recipientType', send).flat()).toContain('deferred');
	expect(choicesOf('welcomeCode', send)).toHaveLength(1);
});

it('lets nobody write an SMS where only templates of the vendor go out, and says what to do', () => {
	const sms = { operation: 'send', channel: 'smsAliyun' };
	expect(choicesOf('contentFrom', sms)).toEqual([['template']]);
	expect(['vendorNotice', 'template', 'body'].map((name) => choicesOf(name, sms).length)).toEqual([1, 1, 0]);
	const email = { operation: 'send', channel: 'email' };
	expect(choicesOf('contentFrom', email)).toEqual([['written', 'template']]);
	expect(['vendorNotice', 'template', 'body'].map((name) => choicesOf(name, email).length)).toEqual([0, 0, 1]);
});
