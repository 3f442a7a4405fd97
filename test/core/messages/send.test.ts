import { channelOf } from '../../../core';
import type { NewMessage, SendOutcome } from '../../../core/crm';
import { statementsOf } from '../../support/statements';
import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { provider } from './provider';

let crm: TestCrm;

/** Monday, ten o'clock in Shanghai. */
beforeEach(() => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
});

const outbox = { channel: channelOf('outbox') };

const send = async (messages: readonly NewMessage[]) => await crm.messages.send(inputsOf(messages), outbox);

const sendOne = async (message: NewMessage): Promise<SendOutcome> => valueOf((await send([message]))[0]);

it('keeps a message of the outbox with its record, and says so to whoever listens', async () => {
	const lead = await crm.given.lead({ name: '王芳', language: 'en' });
	const { output, message } = await sendOne({
		recipient: { object: 'lead', id: String(lead.number) },
		content: { body: 'Hello {{name}}' },
	});
	expect(output).toBe('sent');
	expect(message).toMatchObject({
		status: 'sent',
		body: 'Hello 王芳',
		language: 'en',
		leadId: lead.id,
		address: lead.id,
		purpose: 'service',
	});
	const [event] = await crm.eventsOf(message);
	expect(event.names).toEqual(['created', 'message.sent']);
	expect((await crm.records.get('message', [{ item: 0, id: message.id }]))[0]).toMatchObject({ value: { status: 'sent' } });
});

it('gives the first outcome again for the same step or key, also twice in one call', async () => {
	const recipient = { object: 'lead', id: (await crm.given.lead()).id } as const;
	const hello = { recipient, content: { body: 'x' }, step: 'welcome' };
	const [first, twin, other] = (await send([hello, hello, { ...hello, step: 'second' }])).map(valueOf);
	expect([first.repeated, twin.repeated, other.repeated]).toEqual([false, true, false]);
	expect(twin.message.id).toBe(first.message.id);
	expect((await sendOne(hello)).message.id).toBe(first.message.id);
	const keyed = { recipient, content: { body: 'x' }, idempotencyKey: 'k' };
	expect((await sendOne(keyed)).message.id).toBe((await sendOne(keyed)).message.id);
	expect(await crm.rows('SELECT 1 FROM "crm_message"')).toHaveLength(3);
});

it('sends nothing to the beginning of an address that is too long to be one', async () => {
	const staff = provider({ addressKind: 'weComUserId' });
	const one = async (address: string) =>
		await crm.messages.send([{ item: 0, recipient: { address }, content: { body: 'x' } }], { channel: staff.channel });
	for (const address of ['x'.repeat(321), ' '])
		expect(await failureOf(one(address))).toMatchObject({ items: [{ error: { field: 'address' } }] });
	expect(staff.got).toEqual([]);
	expect(valueOf((await one(' Lina '))[0]).message.address).toBe('Lina');
});

it('keeps no template whose text cannot be read, and says which version, where, and what is wrong', async () => {
	const define = async (versions: object[]) => await crm.messages.defineTemplate([{ item: 0, fields: { name: '欢迎', versions } }]);
	const good = { language: 'zh-CN', body: '您好，{{name}}' };
	const error = await failureOf(define([good, { language: 'en', subject: '{{#if name}}Hello', body: 'Hello\n{{name' }]));
	expect(error.problems).toEqual([
		{ field: 'versions[1].subject', message: expect.objectContaining({ en: expect.stringContaining('no end such as {{/if}} in line 1') }) },
		{
			field: 'versions[1].body',
			message: expect.objectContaining({ 'zh-CN': '无法读取模板：第 2 行{{ 没有用 }} 结束，或名称中有不允许的字符' }),
		},
	]);
	expect(await crm.rows('SELECT 1 FROM "crm_message_template"')).toEqual([]);
	valueOf((await define([good]))[0]);
});

it('sends nothing at all where one of the messages cannot be made', async () => {
	const recipient = { object: 'lead', id: (await crm.given.lead()).id } as const;
	const bad = { recipient, content: { body: '{{nmae}}' } };
	const error = await failureOf(send([{ recipient, content: { body: 'x' } }, bad]));
	expect(error.items[0].error.text.en).toBe('There is no variable "nmae"; did you mean "name"?');
	expect(await crm.rows('SELECT 1 FROM "crm_message"')).toHaveLength(0);
	const partial = await crm.as({ partial: true }).messages.send(inputsOf([{ recipient, content: { body: 'x' } }, bad]), outbox);
	expect(valueOf(partial[0]).output).toBe('sent');
	expect(errorOf(partial[1]).field).toBe('body');
});

it('takes the version of a template that fits best, and says what it had to do without', async () => {
	const versions = [
		{ language: 'zh-CN', body: '您好，{{name}}，您的顾问是{{owner.name}}' },
		{ language: 'en', channel: 'outbox', body: 'Hello {{name}}' },
	];
	valueOf((await crm.messages.defineTemplate([{ item: 0, fields: { name: '欢迎', versions } }]))[0]);
	const owner = await crm.given.user({ name: '李娜' });
	const recipient = { object: 'lead', id: (await crm.given.lead({ name: '王芳', ownerId: owner.id })).id } as const;
	const chinese = await sendOne({ recipient, template: '欢迎' });
	expect(chinese.message).toMatchObject({ body: '您好，王芳，您的顾问是李娜', language: 'zh-CN' });
	expect(chinese.fallback).toBeUndefined();
	expect((await sendOne({ recipient, template: '欢迎', language: 'en' })).message.body).toBe('Hello 王芳');
	await crm.messages.defineTemplate([{ item: 0, fields: { name: '欢迎', versions: [versions[0]] } }]);
	const fallen = await sendOne({ recipient, template: '欢迎', language: 'en' });
	expect([fallen.message.language, fallen.fallback]).toEqual(['zh-CN', ['language']]);
	expect(errorOf((await crm.as({ partial: true }).messages.send([{ item: 0, recipient, template: '没有' }], outbox))[0]).code).toBe(
		'RecordNotFound',
	);
});

it('refuses marketing without a consent, and keeps the refusal', async () => {
	const recipient = { object: 'lead', id: (await crm.given.lead()).id } as const;
	const { output, rule, message, reason } = await sendOne({ recipient, purpose: 'marketing', content: { body: 'x' } });
	expect([output, rule, message.status, message.rule]).toEqual(['refused', 'consent', 'refused', 'consent']);
	expect(reason?.['zh-CN']).toContain('未同意');
});

it('defers care outside its hours and after one a day, with the earliest time', async () => {
	const recipient = { object: 'lead', id: (await crm.given.lead()).id } as const;
	const care = { recipient, purpose: 'care', content: { body: 'x' } } as const;
	setNow('2026-03-02T12:30:00Z');
	expect(await sendOne(care)).toMatchObject({ output: 'deferred', rule: 'quietHours', earliestAt: '2026-03-03T01:00:00.000Z' });
	setNow('2026-03-03T01:00:00Z');
	const [first, second] = (await send([care, care])).map(valueOf);
	expect([first.output, second.rule, second.earliestAt]).toEqual(['sent', 'maxPerDay', '2026-03-04T01:00:00.000Z']);
	setNow('2026-03-04T01:00:01Z');
	expect((await sendOne(care)).output).toBe('sent');
});

it('sends to thousands with a few statements', async () => {
	const inputs = Array.from({ length: 3000 }, (_, i) => ({ fields: { name: `线索 ${i}` } }));
	const leads = (await crm.records.create('lead', inputsOf(inputs))).map(valueOf);
	const messages = leads.map(({ id }): NewMessage => ({
		recipient: { object: 'lead', id },
		purpose: 'care',
		content: { body: '您好，{{name}}' },
	}));
	let sent = 0;
	const count = await statementsOf(async () => {
		sent = (await send(messages)).map(valueOf).filter(({ output }) => output === 'sent').length;
	});
	expect(sent).toBe(3000);
	expect(count).toBeLessThan(400);
});
