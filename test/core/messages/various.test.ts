import { channelOf } from '../../../core';
import type { CrmRecord, NewMessage, Sender, WaitingMessage } from '../../../core/crm';
import { CrmError } from '../../../core/errors';
import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { provider, type Provider } from './provider';

let crm: TestCrm;
let lead: CrmRecord;
let mail: Provider;
let weCom: Provider;

beforeEach(async () => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
	lead = await crm.given.lead({ name: '王芳', email: 'wang@example.com' });
	mail = provider({ id: 'email' });
	weCom = provider({ id: 'weComApp', addressKind: 'weComUserId', addressOf: () => 'lina', batch: 5 });
});

const senders = (...more: Sender[]): Sender[] => [{ channel: channelOf('outbox') }, { channel: mail.channel }, ...more];
const to = (channel: string | undefined, body = '您好') => ({
	recipient: { object: 'lead' as const, id: lead.id },
	content: { body },
	channel,
});
type Asked = (NewMessage | WaitingMessage) & { channel?: string };
const send = async (inputs: Asked[], given = senders({ channel: weCom.channel }), to_ = crm) =>
	await to_.messages.sendVarious(inputsOf(inputs), given, { sendLater: true });
const stored = async () => (await crm.rows('SELECT 1 FROM "crm_message"')).length;

it('sends each message by the channel that it names, and answers in the order of the inputs', async () => {
	const outcomes = (await send(['email', 'outbox', 'weComApp', 'email'].map((channel, i) => to(channel, `第${i}条`)))).map(valueOf);
	expect(outcomes.map(({ output, message }) => [output, message.channel, message.body])).toEqual([
		['sent', 'email', '第0条'],
		['sent', 'outbox', '第1条'],
		['sent', 'weComApp', '第2条'],
		['sent', 'email', '第3条'],
	]);
	expect([mail.got.length, weCom.got.length]).toEqual([2, 1]);
});

it('sends deferred messages of several channels, each by its own', async () => {
	for (const one of [mail, weCom]) one.answer = () => ({ status: 'deferred', until: 0, fault: { code: 'busy', message: 'later' } });
	const waiting = (await send([to('email'), to('weComApp')])).map(valueOf);
	for (const one of [mail, weCom]) one.answer = () => ({ status: 'sent' });
	setNow('2026-03-02T03:00:00Z');
	const sent = (await send(waiting.map(({ message }) => ({ messageId: message.id })))).map(valueOf);
	expect(sent.map(({ output, message }) => [output, message.channel])).toEqual([
		['sent', 'email'],
		['sent', 'weComApp'],
	]);
	expect([mail.got.length, weCom.got.length]).toEqual([2, 2]);
});

it.each<[string, () => Asked, string]>([
	['a channel that was not chosen', () => to('weComApp'), 'Choose WeCom App under Channels too'],
	['a channel that there is none of', () => to('pigeon'), 'Choose one of: outbox'],
	['no channel', () => to(undefined), 'such as weComApp or email'],
	['a deferred message that is not there', () => ({ messageId: '019cac46-1500-7000-8316-4bb988cf79a4' }), 'Choose a record'],
	['a text that cannot be made', () => to('outbox', '{{nobody}}'), 'Correct the name'],
])('refuses %s before anything is sent, and says what to do', async (_, bad, hint) => {
	const error = await failureOf(send([to('email'), bad(), to('outbox')], senders()));
	expect(error).toBeInstanceOf(CrmError);
	expect(error.items.map(({ item, error: { hint: said } }) => [item, said.en])).toEqual([[1, expect.stringContaining(hint)]]);
	expect([mail.got.length, await stored()]).toEqual([0, 0]);
});

it('sends the rest where it may go on after an error', async () => {
	const outcomes = await send([to('weComApp'), to('email'), to(undefined)], senders(), crm.as({ partial: true }));
	expect([errorOf(outcomes[0]).field, valueOf(outcomes[1]).output, errorOf(outcomes[2]).field]).toEqual(['channel', 'sent', 'channelOf']);
});

it('counts what was asked twice in one call once, by each channel', async () => {
	const twice = (['email', 'weComApp', 'email'] as const).map((channel) => ({ ...to(channel), step: 'hello' }));
	const outcomes = (await send(twice)).map(valueOf);
	expect(outcomes.map(({ repeated }) => repeated)).toEqual([false, false, true]);
	expect([mail.got.length, weCom.got.length]).toEqual([1, 1]);
});
