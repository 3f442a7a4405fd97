import { setImmediate } from 'node:timers/promises';
import { ChannelFault } from '../../../core/channels/channel';
import type { NewMessage, ResolveInput, SendOutcome } from '../../../core/crm';
import { errorOf, failureOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { claim, settle } from '../work/working';
import { provider, type Provider } from './provider';

let crm: TestCrm;
let vendor: Provider;

/** Monday, ten o'clock in Shanghai. */
beforeEach(() => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
	vendor = provider();
});

const sendOne = async (message: Omit<NewMessage, 'recipient'>, sendLater = false): Promise<SendOutcome> => {
	const { id } = await crm.given.lead({ name: '王芳', email: 'wang@example.com' });
	const [outcome] = await crm.messages.send(
		[{ ...message, item: 0, recipient: { object: 'lead', id } }],
		{ channel: vendor.channel },
		{ sendLater },
	);
	return valueOf(outcome);
};

const sendWaiting = async (messageId: string) =>
	valueOf((await crm.messages.send([{ item: 0, messageId }], { channel: vendor.channel }))[0]);

const resolve = async (input: Omit<ResolveInput, 'item'>) =>
	await crm.messages.resolve([{ ...input, item: 0 }], { channel: vendor.channel });

const content = { body: '您好' };

const unclear = async (): Promise<string> => {
	vendor.answer = () => ({ status: 'unclear', fault: { code: 'ETIMEDOUT', message: 'no answer' } });
	const { message } = await sendOne({ content });
	vendor.answer = ({ id }) => ({ status: 'sent', providerId: `p-${id}` });
	return message.id;
};

it('calls off a deferred message with its due work, and no other one', async () => {
	setNow('2026-03-02T13:00:00Z');
	const { message } = await sendOne({ content, purpose: 'care' }, true);
	expect((await crm.work.list({ limit: 5 })).work).toHaveLength(1);
	const cancelled = valueOf((await crm.messages.cancel([{ item: 0, messageId: message.id }]))[0]);
	expect(cancelled.status).toBe('cancelled');
	expect((await crm.work.list({ limit: 5 })).work).toHaveLength(0);
	setNow('2026-03-03T02:00:00Z');
	expect(await sendWaiting(message.id)).toMatchObject({ output: 'refused', rule: 'cancelled', repeated: true });
	const sent = await sendOne({ content });
	expect((await failureOf(crm.messages.cancel([{ item: 0, messageId: sent.message.id }]))).text.en).toBe(
		'The message cannot be cancelled: it is sent',
	);
	expect(vendor.got).toHaveLength(1);
});

it('never sends an unclear message again, unless somebody says that it was not sent', async () => {
	const messageId = await unclear();
	expect(await sendWaiting(messageId)).toMatchObject({ output: 'unclear', repeated: true });
	expect(vendor.got).toHaveLength(1);
	expect((await failureOf(resolve({ messageId, verdict: 'notSent' }))).field).toBe('saidBy');
	const resolved = valueOf((await resolve({ messageId, verdict: 'notSent', saidBy: '李娜' }))[0]);
	expect(resolved).toMatchObject({ output: 'deferred', rule: 'notSent', message: { resolvedBy: '李娜' } });
	expect(await sendWaiting(messageId)).toMatchObject({ output: 'sent' });
	expect(vendor.got).toHaveLength(2);
});

it('takes an unclear message for sent when somebody says so, once', async () => {
	const messageId = await unclear();
	const [outcome] = await resolve({ messageId, verdict: 'sent', saidBy: '李娜' });
	expect(valueOf(outcome)).toMatchObject({ output: 'sent', message: { status: 'sent', resolvedBy: '李娜' } });
	expect(errorOf((await crm.as({ partial: true }).messages.resolve([{ item: 0, messageId, verdict: 'sent', saidBy: 'x' }]))[0]).code).toBe(
		'TransitionRefused',
	);
});

it('asks the channel of an unclear message, and later again while it knows nothing', async () => {
	const messageId = await unclear();
	const open = async () => (await crm.work.list({ limit: 5, kinds: ['message.check'] })).work.map(({ dueAt }) => dueAt);
	expect(await open()).toEqual(['2026-03-02T02:15:00.000Z']);
	setNow('2026-03-02T02:20:00Z');
	expect(valueOf((await resolve({ messageId, verdict: 'ask' }))[0])).toMatchObject({ output: 'unclear' });
	expect(await open()).toEqual(['2026-03-02T02:40:00.000Z']);
	vendor.check = { status: 'delivered' };
	expect(valueOf((await resolve({ messageId, verdict: 'ask' }))[0])).toMatchObject({ output: 'sent', message: { status: 'delivered' } });
	expect(await open()).toHaveLength(0);
	expect(valueOf((await resolve({ messageId, verdict: 'ask' }))[0])).toMatchObject({ output: 'sent', repeated: true });
});

it('gives the employee who has to confirm a message a task with its text', async () => {
	const owner = await crm.given.user({ weComUserId: 'lina' });
	vendor.answer = () => ({ status: 'awaitingStaff', providerId: 'm1', data: { sender: 'lina' } });
	const { output, rule, message } = await sendOne({ content: { body: '新品到店' } });
	expect([output, rule]).toEqual(['deferred', 'awaitingStaff']);
	const { records } = await crm.records.list('task', { limit: 5 });
	expect(records).toMatchObject([{ assigneeId: owner.id, detail: '新品到店', leadId: message.leadId, status: 'open' }]);
	expect((await crm.work.list({ limit: 5 })).work).toMatchObject([{ kind: 'message.check', recordId: message.id }]);
	const taskOf = async () => (await crm.records.list('task', { limit: 5 })).records.find(({ messageId }) => messageId === message.id);
	vendor.check = { status: 'pending' };
	await resolve({ messageId: message.id, verdict: 'ask' });
	expect(await taskOf()).toMatchObject({ status: 'open' });
	vendor.check = { status: 'notSent', fault: { code: '0', message: 'unsent' } };
	expect(valueOf((await resolve({ messageId: message.id, verdict: 'ask' }))[0])).toMatchObject({
		output: 'deferred',
		rule: 'notConfirmed',
	});
	expect(await taskOf()).toMatchObject({ status: 'cancelled' });
});

it('closes the task of a message that the employee has confirmed', async () => {
	vendor.answer = () => ({ status: 'awaitingStaff', providerId: 'm1', data: { sender: 'lina' } });
	const { message } = await sendOne({ content: { body: '新品到店' } });
	await resolve({ messageId: message.id, verdict: 'sent', saidBy: '李娜' });
	expect((await crm.records.list('task', { limit: 5 })).records).toMatchObject([{ messageId: message.id, status: 'done' }]);
});

it('asks again while a workflow has the work of the question, which then ends as it likes', async () => {
	const messageId = await unclear();
	setNow('2026-03-02T02:15:00Z');
	const [claimed] = await claim(crm, { kinds: ['message.check'] });
	await resolve({ messageId, verdict: 'ask' });
	await settle(crm, [{ work: claimed, ending: 'done' }]);
	expect((await crm.work.list({ limit: 5 })).work).toMatchObject([
		{ recordId: messageId, state: 'waiting', dueAt: '2026-03-02T02:30:00.000Z' },
	]);
	setNow('2026-03-09T03:00:00Z');
	await resolve({ messageId, verdict: 'ask' });
	expect((await crm.work.list({ limit: 5 })).work).toMatchObject([{ dueAt: '2026-03-02T02:30:00.000Z' }]);
});

it('says why the channel does not say what became of a message, and leaves it as it is', async () => {
	const messageId = await unclear();
	const fault = { code: '48002', message: 'api forbidden', hint: { en: 'Allow it.', 'zh-CN': '请开通。' } };
	const refusing = provider({ check: () => Promise.reject(new ChannelFault(fault)) });
	const error = await failureOf(crm.messages.resolve([{ item: 0, messageId, verdict: 'ask' }], { channel: refusing.channel }));
	expect(error).toMatchObject({ code: 'ChannelFailed', hint: fault.hint, text: { en: expect.stringContaining('api forbidden (48002)') } });
	expect(await crm.system.setupProblems()).toContainEqual(expect.objectContaining({ code: 'messagesUnclear' }));
});

it('makes it due to ask about a message that is asked for again while another one seems to send it', async () => {
	const { id } = await crm.given.lead({ name: '王芳', email: 'wang@example.com' });
	const message = { item: 0, content, recipient: { object: 'lead' as const, id }, idempotencyKey: 'k' };
	const send = async () => valueOf((await crm.messages.send([message], { channel: vendor.channel }))[0]);
	let answer: () => void = () => undefined;
	const silent = new Promise<void>((resolved) => (answer = resolved));
	vendor.answer = async ({ id: own }) => (await silent, { status: 'sent', providerId: own });
	const first = send();
	while (vendor.got.length === 0) await setImmediate();
	expect(await send()).toMatchObject({ output: 'deferred', rule: 'inFlight', repeated: true });
	expect((await crm.work.list({ limit: 5 })).work).toMatchObject([{ kind: 'message.check', dueAt: '2026-03-02T02:15:00.000Z' }]);
	expect(await crm.system.setupProblems()).not.toContainEqual(expect.objectContaining({ code: 'messagesUnclear' }));
	answer();
	expect(await first).toMatchObject({ output: 'sent' });
});
