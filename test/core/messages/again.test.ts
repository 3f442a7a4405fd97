import type { NewMessage, SendInput, SendOptions, SendOutcome } from '../../../core/crm';
import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { provider, type Provider } from './provider';

let crm: TestCrm;
let vendor: Provider;
let recipient: { readonly object: 'lead'; readonly id: string };

/** Monday, ten o'clock in Shanghai. */
beforeEach(async () => {
	setNow('2026-03-02T02:00:00Z');
	crm = openTestCrm();
	vendor = provider();
	recipient = { object: 'lead', id: (await crm.given.lead({ name: '王芳', email: 'wang@example.com' })).id };
});

type Asked = SendInput extends infer I ? (I extends unknown ? Omit<I, 'item'> : never) : never;

const sendOne = async (message: Asked, options?: SendOptions): Promise<SendOutcome> =>
	valueOf((await crm.messages.send(inputsOf([message]) as SendInput[], { channel: vendor.channel }, options))[0]);

const welcome = (more: Partial<NewMessage> = {}): NewMessage => ({ recipient, content: { body: '您好' }, step: 'welcome', ...more });

const set = async (sql: string) =>
	await crm.store.write(crm.context, async (tx) => void (await tx.query(`UPDATE "crm_message" SET ${sql}`)));

const bodies = () => vendor.got.map(({ body }) => body);

/** A message whose process ended after it was reserved and before it was begun. */
async function interrupted(more: Partial<NewMessage> = {}): Promise<string> {
	const { message } = await sendOne(welcome(more));
	await set(`"status" = 'sending', "sendUntil" = NULL, "sentAt" = NULL, "providerId" = NULL, "attempts" = 0`);
	vendor.got.length = 0;
	return message.id;
}

const work = async () => (await crm.work.list({ limit: 10, kinds: ['message.deferred'], states: ['waiting'] })).work;

describe('a message that was reserved and not sent', () => {
	it.each([1, 61])('goes when its key comes again %i minutes later', async (minutes) => {
		const id = await interrupted();
		setNow(new Date(Date.parse('2026-03-02T02:00:00Z') + minutes * 60_000).toISOString());
		expect(await sendOne(welcome())).toMatchObject({ output: 'sent', repeated: false, message: { id } });
		expect(await sendOne(welcome())).toMatchObject({ output: 'sent', repeated: true, message: { id } });
		expect(vendor.got).toHaveLength(1);
	});

	it('goes with the text that its record then has', async () => {
		await interrupted();
		const { message } = await sendOne(welcome({ content: { body: '新的内容' } }));
		expect([bodies(), message.body]).toEqual([['新的内容'], '新的内容']);
	});

	it('keeps to the rules as they are when it goes', async () => {
		const messageId = await interrupted();
		await crm.consents.suppress([{ item: 0, address: 'wang@example.com', addressKind: 'email', reason: 'optOut' }]);
		expect(await sendOne(welcome())).toMatchObject({ output: 'refused', rule: 'suppressed' });
		expect(await sendOne({ messageId })).toMatchObject({ output: 'refused', rule: 'suppressed' });
		expect(vendor.got).toHaveLength(0);
	});

	it('counts once in the caps and in the budgets', async () => {
		vendor = provider({ budgets: { sender: [{ max: 1, perMinutes: 60 }], recipient: [{ max: 1, perMinutes: 60 }] } });
		await interrupted({ purpose: 'care' });
		expect((await sendOne(welcome({ purpose: 'care' }))).output).toBe('sent');
		expect(await sendOne(welcome({ step: 'other' }))).toMatchObject({ output: 'deferred', rule: 'budget' });
	});

	it('is left to one of two that take it up', async () => {
		const messageId = await interrupted();
		const outcomes = await Promise.all([sendOne({ messageId }), sendOne(welcome())]);
		expect(vendor.got).toHaveLength(1);
		expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
	});
});

describe('a message that was refused', () => {
	it.each(['by its step', 'by its ID'])('goes %s when its provider takes it again', async (how) => {
		vendor.answer = () => ({ status: 'failed', fault: { code: '60020', message: 'not allow to access from your ip' } });
		const { message } = await sendOne(welcome());
		vendor.answer = () => ({ status: 'sent' });
		const again = await sendOne(how === 'by its ID' ? { messageId: message.id } : welcome());
		expect(again).toMatchObject({ output: 'sent', repeated: false, message: { id: message.id, attempts: 1, providerCode: null } });
	});

	it('goes when the person has consented since', async () => {
		const marketing = welcome({ purpose: 'marketing' });
		vendor = provider({ addressKind: 'phone', addressOf: () => '+8613800138000' });
		expect(await sendOne(marketing)).toMatchObject({ output: 'refused', rule: 'consent' });
		const said = { purposes: ['marketing'], state: 'granted', source: 'form', proof: 'x' } as const;
		valueOf((await crm.consents.set([{ item: 0, ...said, address: '+8613800138000', addressKind: 'phone' }]))[0]);
		expect(await sendOne(marketing)).toMatchObject({ output: 'sent' });
	});

	it('goes to the address that the person has by now', async () => {
		const lead = await crm.given.lead({ name: '李雷' });
		const message = welcome({ recipient: { object: 'lead', id: lead.id } });
		expect(await sendOne(message)).toMatchObject({ rule: 'noAddress' });
		await crm.records.update('lead', [{ item: 0, id: lead.id, fields: { email: 'li@example.com' } }]);
		expect(await sendOne(message)).toMatchObject({ output: 'sent', message: { address: 'li@example.com' } });
	});

	it('does not go again when it was sent and reported not to have arrived', async () => {
		const { message } = await sendOne(welcome());
		await set(`"status" = 'failed', "rule" = NULL`);
		expect(await sendOne(welcome())).toMatchObject({ repeated: true });
		expect(await sendOne({ messageId: message.id })).toMatchObject({ repeated: true });
		expect(vendor.got).toHaveLength(1);
	});
});

describe('a message that is deferred', () => {
	const care = () => welcome({ purpose: 'care' });
	const deferred = async (options?: SendOptions) => {
		setNow('2026-03-02T13:00:00Z');
		return await sendOne(care(), options);
	};

	it('goes when its step comes again at its time, and not before', async () => {
		const { message } = await deferred();
		expect(await sendOne(care())).toMatchObject({ output: 'deferred', repeated: true });
		setNow('2026-03-03T01:00:00Z');
		expect(await sendOne(care())).toMatchObject({ output: 'sent', repeated: false, message: { id: message.id } });
	});

	it('waits for a person when it was found not to have been sent', async () => {
		vendor.answer = () => ({ status: 'unclear', fault: { code: 'x', message: 'x' } });
		const { message } = await sendOne(welcome());
		await crm.messages.resolve([{ item: 0, messageId: message.id, verdict: 'notSent', saidBy: '李娜' }]);
		const again = await sendOne(welcome(), { sendLater: true });
		expect([again.output, again.rule, again.scheduled]).toEqual(['deferred', 'notSent', undefined]);
		expect(await work()).toHaveLength(0);
	});

	it('has its due work whenever it says so: asked for later, or after that was cancelled', async () => {
		const { message } = await deferred();
		expect(await work()).toHaveLength(0);
		expect((await sendOne(care(), { sendLater: true })).scheduled).toBe(true);
		expect(await work()).toMatchObject([{ recordId: message.id, dueAt: '2026-03-03T01:00:00.000Z' }]);
		const [{ id }] = await work();
		await crm.work.cancel([{ item: 0, id }]);
		expect((await sendOne({ messageId: message.id }, { sendLater: true })).scheduled).toBe(true);
		expect(await work()).toMatchObject([{ id, dueAt: '2026-03-03T01:00:00.000Z' }]);
	});

	it('is late after a day, or the time that is given, unless somebody waits for it', async () => {
		await deferred({ sendLater: true });
		expect(await work()).toMatchObject([{ notAfter: '2026-03-04T01:00:00.000Z' }]);
		await sendOne({ ...care(), step: 'other' }, { sendLater: true, withinHours: 2 });
		expect((await work()).map(({ notAfter }) => notAfter)).toContain('2026-03-03T03:00:00.000Z');
		vendor.answer = () => ({ status: 'deferred', until: 0, fault: { code: '451', message: 'later' } });
		const { message } = await sendOne(welcome({ step: 'third' }), { sendLater: true });
		expect((await work()).find(({ recordId }) => recordId === message.id)).toMatchObject({ notAfter: null });
	});
});

it('asks the rules about no more messages than are handed over soon', async () => {
	const asked: number[] = [];
	vendor.answer = async () => {
		asked.push((await crm.rows('SELECT 1 FROM "crm_message"')).length);
		return { status: 'sent' };
	};
	const recipients = Array.from({ length: 60 }, (_, i) => ({ address: `p${i}@example.com` }));
	await crm.messages.send(inputsOf(recipients.map((one) => ({ recipient: one, content: { body: '您好' } }))) as SendInput[], {
		channel: vendor.channel,
	});
	expect([asked[0], asked.at(-1)]).toEqual([50, 60]);
});
