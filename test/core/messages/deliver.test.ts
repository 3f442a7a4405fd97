import { ChannelFault } from '../../../core/channels/channel';
import { clock } from '../../../core/clock';
import type { NewMessage, SendInput, SendOptions, SendOutcome } from '../../../core/crm';
import { errorOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { provider, type Provider } from './provider';

let crm: TestCrm;
let vendor: Provider;

/** Monday, ten o'clock in Shanghai. */
beforeEach(() => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
	vendor = provider();
});

type Asked = SendInput extends infer I ? (I extends unknown ? Omit<I, 'item'> : never) : never;

const send = async (messages: readonly Asked[], options?: SendOptions) =>
	await crm.messages.send(inputsOf(messages) as SendInput[], { channel: vendor.channel }, options);

const sendOne = async (message: Asked, options?: SendOptions): Promise<SendOutcome> => valueOf((await send([message], options))[0]);

const leadWith = async (email = 'wang@example.com') =>
	({ object: 'lead', id: (await crm.given.lead({ name: '王芳', email })).id }) as const;

const hello = async (more: Partial<NewMessage> = {}): Promise<NewMessage> => ({
	recipient: await leadWith(),
	content: { body: '您好，{{name}}', subject: '欢迎' },
	...more,
});

const statuses = async () =>
	(await crm.rows<{ status: string }>('SELECT "status" FROM "crm_message" ORDER BY "id"')).map(({ status }) => status);

it('hands a message to its provider and records what it says', async () => {
	const { output, message } = await sendOne(await hello());
	expect([output, message.status, message.attempts]).toEqual(['sent', 'sent', 1]);
	expect(message.providerId).toBe(`p-${message.id}`);
	expect(vendor.got).toEqual([
		expect.objectContaining({ id: message.id, address: 'wang@example.com', body: '您好，王芳', subject: '欢迎' }),
	]);
	expect((await crm.eventsOf(message)).flatMap(({ names }) => names)).toEqual(['created', 'updated', 'message.sent']);
});

it('sends messages of the same content in as few requests as the provider takes', async () => {
	vendor = provider({ batch: 3 });
	const recipients = await Promise.all(Array.from({ length: 5 }, async (_, i) => await leadWith(`p${i}@example.com`)));
	const outcomes = await send(recipients.map((recipient) => ({ recipient, content: { body: '您好' } })));
	expect(outcomes.map((outcome) => valueOf(outcome).output)).toEqual(Array(5).fill('sent'));
	expect([...vendor.requests].sort()).toEqual([2, 3]);
});

it('keeps what a provider refuses with its code, and never an address', async () => {
	vendor.answer = () => ({ status: 'failed', fault: { code: '550', message: '<wang@example.com>: no such user', address: 'invalid' } });
	const { output, rule, message } = await sendOne(await hello());
	expect([output, rule, message.status, message.providerCode, message.providerMessage]).toEqual([
		'refused',
		'provider',
		'failed',
		'550',
		'<…>: no such user',
	]);
	vendor.answer = () => ({ status: 'sent' });
	expect(await sendOne({ recipient: { address: 'wang@example.com' }, content: { body: 'x' } })).toMatchObject({ rule: 'suppressed' });
});

const later = (code: string, more: object = {}) => ({ status: 'deferred', until: 0, fault: { code, message: 'later', ...more } }) as const;

/** Sends a message again at its time, as long as it is put off; the minutes that it waited each time, and the output at the end. */
async function retried(message: Asked, times = 100): Promise<Array<number | string>> {
	const waits: Array<number | string> = [];
	let outcome = await sendOne(message, { sendLater: true });
	for (let i = 0; i < times && outcome.output === 'deferred'; i++) {
		const earliestAt = String(outcome.earliestAt);
		waits.push(Math.round((Date.parse(earliestAt) - clock.now()) / 60_000));
		setNow(earliestAt);
		outcome = await sendOne({ messageId: outcome.message.id }, { sendLater: true });
	}
	return [...waits, outcome.output];
}

it('defers what a provider wants later, longer each time up to an hour, and gives up after a day', async () => {
	vendor.answer = () => later('451');
	const waits = await retried(await hello());
	expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
	expect(waits.at(-1)).toBe('refused');
	expect(clock.iso() >= '2026-03-03T02:00:00.000Z').toBe(true);
});

it('gives up after a day in which the provider could not be reached, says why, and sends it when it is asked for again', async () => {
	vendor.answer = () => later('UNREACHABLE');
	const asked = { ...(await hello()), step: 'welcome' };
	expect((await retried(asked)).at(-1)).toBe('refused');
	expect(clock.iso() < '2026-03-03T04:00:00.000Z').toBe(true);
	const [message] = await crm.rows<{ status: string; providerCode: string }>('SELECT "status", "providerCode" FROM "crm_message"');
	expect(message).toEqual({ status: 'failed', providerCode: 'UNREACHABLE' });
	vendor.answer = () => ({ status: 'sent' });
	expect((await sendOne(asked)).output).toBe('sent');
});

it('puts off what is over a budget so that each goes at its time and none comes back in vain', async () => {
	const limited = provider({ budgets: { sender: [{ max: 20, perMinutes: 1 }] } });
	const inputs = inputsOf(Array.from({ length: 130 }, (_, i) => ({ recipient: { address: `p${i}@example.com` }, content: { body: 'x' } })));
	const outcomes = (await crm.messages.send(inputs, { channel: limited.channel }, { sendLater: true })).map(valueOf);
	const waiting = outcomes.filter(({ output }) => output === 'deferred');
	expect(waiting).toHaveLength(110);
	for (const [time, list] of [...Map.groupBy(waiting, ({ earliestAt }) => String(earliestAt))].sort()) {
		setNow(time);
		const again = await crm.messages.send(inputsOf(list.map(({ message }) => ({ messageId: message.id }))), { channel: limited.channel });
		expect(again.map((outcome) => valueOf(outcome).output)).toEqual(list.map(() => 'sent'));
	}
	expect(limited.got).toHaveLength(130);
});

it('tries no more often, and waits as long, as the provider says of a code', async () => {
	vendor.answer = () => later('-1', { pauses: [60, 60] });
	expect(await retried(await hello())).toEqual([1, 1, 'refused']);
	expect(vendor.got).toHaveLength(3);
	vendor.answer = () => later('45009', { pauses: [60, 3600, 86_400] });
	expect(await retried(await hello())).toEqual([1, 60, 1440, 'refused']);
});

it('asks no provider again about a secret that is wrong, and says which code it gave', async () => {
	vendor.answer = () => Promise.reject(new ChannelFault({ code: '40001', message: 'invalid secret' }, undefined, true));
	expect(await sendOne(await hello())).toMatchObject({ output: 'refused', message: { status: 'failed', providerCode: '40001' } });
});

it('does not know what became of a message when its channel breaks', async () => {
	vendor.answer = () => Promise.reject(new Error('boom'));
	const { output, message } = await sendOne(await hello({ step: 'welcome' }));
	expect([output, message.status, message.providerMessage]).toEqual(['unclear', 'unclear', 'the channel broke (Error)']);
	vendor.answer = () => ({ status: 'sent' });
	const again = await sendOne(await hello({ recipient: { object: 'lead', id: String(message.leadId) }, step: 'welcome' }));
	expect([again.output, again.repeated, vendor.got.length]).toEqual(['unclear', true, 1]);
});

it('sends a deferred message at its time as it is, once, whoever else comes with it', async () => {
	setNow('2026-03-02T13:00:00Z');
	const { message, scheduled } = await sendOne(await hello({ purpose: 'care' }), { sendLater: true });
	expect([message.status, scheduled]).toEqual(['deferred', true]);
	const { work } = await crm.work.list({ limit: 10 });
	expect(work).toMatchObject([{ kind: 'message.deferred', object: 'message', recordId: message.id, dueAt: '2026-03-03T01:00:00.000Z' }]);
	setNow('2026-03-03T01:00:00Z');
	const waiting = { messageId: message.id };
	const outcomes = (await Promise.all([send([waiting, waiting]), send([waiting])])).flat().map(valueOf);
	expect(vendor.got).toHaveLength(1);
	expect(vendor.got[0]).toMatchObject({ id: message.id, body: '您好，王芳', subject: '欢迎' });
	expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
	expect((await sendOne(waiting)).repeated).toBe(true);
});

it('asks the rules again when a deferred message is to go', async () => {
	setNow('2026-03-02T13:00:00Z');
	const { message } = await sendOne(await hello({ purpose: 'care' }));
	await crm.consents.suppress([{ item: 0, address: 'wang@example.com', addressKind: 'email', reason: 'optOut' }]);
	setNow('2026-03-03T01:00:00Z');
	expect(await sendOne({ messageId: message.id })).toMatchObject({ output: 'refused', rule: 'suppressed' });
	expect(vendor.got).toHaveLength(0);
});

it('tells the log what broke', async () => {
	vendor.answer = () => Promise.reject(Object.assign(new TypeError('boom'), { code: 'ESECRET' }));
	const warn = jest.fn();
	await crm.messages.send(inputsOf([await hello()]) as SendInput[], { channel: vendor.channel, warn });
	expect(warn.mock.calls).toEqual([['Provider: the channel broke (TypeError ESECRET); messages are unclear', expect.any(TypeError)]]);
});

it('reads files before anything is sent, and fails a message whose file cannot be read, which may go again', async () => {
	const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' });
	let content = () => Promise.reject<Buffer>(missing);
	const attachments = [{ name: 'a.pdf', type: 'application/pdf', size: 1, content: () => content() }];
	const message = await hello({ attachments, step: 'offer' });
	expect(await sendOne(message)).toMatchObject({
		output: 'refused',
		hint: { en: expect.stringContaining('binary data') },
		message: { status: 'failed', providerCode: 'FILE_UNREADABLE', providerMessage: 'a file cannot be read (Error ENOENT)' },
	});
	expect(vendor.got).toHaveLength(0);
	content = () => Promise.resolve(Buffer.from('x'));
	expect((await sendOne(message)).output).toBe('sent');
});

it('does not send to whoever was deleted meanwhile', async () => {
	setNow('2026-03-02T13:00:00Z');
	const recipient = await leadWith();
	const { message } = await sendOne(await hello({ recipient, purpose: 'care' }));
	await crm.records.delete('lead', [{ item: 0, id: recipient.id }]);
	setNow('2026-03-03T01:00:00Z');
	expect(await sendOne({ messageId: message.id })).toMatchObject({
		output: 'refused',
		rule: 'recipientGone',
		message: { status: 'refused' },
	});
	expect(vendor.got).toHaveLength(0);
	await crm.records.restore('lead', [{ item: 0, id: recipient.id }]);
	expect(await sendOne({ messageId: message.id })).toMatchObject({ output: 'sent' });
});

it('has messages asked about whose sender is gone, where their channel knows', async () => {
	await send([await hello(), await hello()]);
	await crm.store.write(crm.context, async (tx) => {
		await tx.query(`UPDATE "crm_message" SET "status" = 'sending', "sendUntil" = '2026-03-02T02:10:00.000Z'`);
		await tx.query(`UPDATE "crm_message" SET "channel" = 'smsAliyun' WHERE "id" = (SELECT min("id") FROM "crm_message")`);
	});
	setNow('2026-03-02T02:11:00Z');
	await sendOne(await hello());
	const { work } = await crm.work.list({ limit: 5, kinds: ['message.check'] });
	const [asked] = await crm.rows<{ id: string }>(`SELECT "id" FROM "crm_message" WHERE "channel" = 'smsAliyun'`);
	expect(work).toMatchObject([{ recordId: asked.id, dueAt: '2026-03-02T02:15:00.000Z' }]);
});

it('sends none of the marketing that needs a page while there is none, and all else', async () => {
	const mails = Array.from({ length: 60 }, (_, i): NewMessage => ({
		recipient: { address: `p${i}@example.com` },
		content: { body: '您好' },
	}));
	const said = { purposes: ['marketing'], state: 'granted', source: 'form', proof: 'x' } as const;
	valueOf((await crm.consents.set([{ item: 0, ...said, address: 'p0@example.com', addressKind: 'email' }]))[0]);
	const marketing: NewMessage = { ...mails[0], purpose: 'marketing', step: 'offer' };
	const outcomes = (await send([...mails, marketing])).map(valueOf);
	expect(outcomes[60]).toMatchObject({ output: 'refused', rule: 'noPage', hint: { en: expect.stringContaining('CRM Page') } });
	expect(vendor.got).toHaveLength(60);
	const page = { id: 'page', workflowId: 'w', workflowName: 'Pages', url: 'https://n8n.example.com/webhook/crm' };
	await crm.pages.register(page);
	expect(await sendOne(marketing)).toMatchObject({ output: 'sent' });
	expect(vendor.got[60].unsubscribeUrl).toContain('https://n8n.example.com/webhook/crm?t=');
});

it('wants the files of a deferred message again', async () => {
	setNow('2026-03-02T13:00:00Z');
	const attachments = [{ name: 'a.pdf', type: 'application/pdf', size: 1, content: () => Promise.resolve(Buffer.from('x')) }];
	const { message } = await sendOne(await hello({ purpose: 'care', attachments }));
	setNow('2026-03-03T01:00:00Z');
	const partial = crm.as({ partial: true });
	const [outcome] = await partial.messages.send([{ item: 0, messageId: message.id }], { channel: vendor.channel });
	expect(errorOf(outcome).field).toBe('attachments');
	expect((await sendOne({ messageId: message.id, attachments })).output).toBe('sent');
	expect(vendor.got[0].attachments).toHaveLength(1);
});

it('shows a message whose sender is gone as unclear, and one that was not begun as not sent', async () => {
	await sendOne(await hello());
	await crm.store.write(crm.context, async (tx) => {
		await tx.query(`UPDATE "crm_message" SET "status" = 'sending', "sendUntil" = '2026-03-02T02:10:00.000Z'`);
	});
	const { message: other } = await sendOne(await hello());
	await crm.store.write(crm.context, async (tx) => {
		await tx.query(`UPDATE "crm_message" SET "status" = 'sending' WHERE "id" = ?`, [other.id]);
	});
	setNow('2026-03-02T02:09:00Z');
	await sendOne(await hello());
	expect(await statuses()).toEqual(['sending', 'sending', 'sent']);
	setNow('2026-03-02T04:00:00Z');
	await sendOne(await hello());
	expect(await statuses()).toEqual(['unclear', 'deferred', 'sent', 'sent']);
	const [{ rule }] = await crm.rows<{ rule: string }>('SELECT "rule" FROM "crm_message" WHERE "id" = ?', [other.id]);
	expect(rule).toBe('interrupted');
});
