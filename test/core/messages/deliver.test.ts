import { ChannelFault } from '../../../core/channels/channel';
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

it('defers what a provider wants later, longer each time, and gives up in the end', async () => {
	vendor.answer = () => ({ status: 'deferred', until: 0, fault: { code: '451', message: 'later' } });
	const first = await sendOne(await hello(), { sendLater: true });
	expect(first).toMatchObject({ output: 'deferred', rule: 'provider', earliestAt: '2026-03-02T02:01:00.000Z', scheduled: true });
	const waits: string[] = [];
	for (let i = 0; i < 4; i++) {
		const { earliestAt, output } = await sendOne({ messageId: first.message.id }, { sendLater: true });
		waits.push(earliestAt ?? output);
	}
	expect(waits).toEqual(['2026-03-02T02:02:00.000Z', '2026-03-02T02:04:00.000Z', '2026-03-02T02:08:00.000Z', 'refused']);
	expect(vendor.got).toHaveLength(5);
});

it('asks no provider again about a secret that is wrong, and says which code it gave', async () => {
	vendor.answer = () => Promise.reject(new ChannelFault({ code: '40001', message: 'invalid secret' }, undefined, true));
	expect(await sendOne(await hello())).toMatchObject({ output: 'refused', message: { status: 'failed', providerCode: '40001' } });
});

it('does not know what became of a message when its channel breaks', async () => {
	vendor.answer = () => Promise.reject(new Error('boom'));
	const { output, message } = await sendOne(await hello({ step: 'welcome' }));
	expect([output, message.status]).toEqual(['unclear', 'unclear']);
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
