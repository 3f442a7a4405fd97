import type { Channel, ChannelTools, MessageForm, Outgoing, SendResult } from '../../../core/channels/channel';
import { channelOf } from '../../../core/channels/registry';
import { sharedTokens } from '../../../core/channels/tokens/sharedTokens';
import type { CrmError } from '../../../core/errors';
import { renderMessage } from '../../../core/messages/render';
import { plainOf } from '../../../core/messages/templates/plain';
import { realHttp } from '../../support/realHttp';
import { openTestCrm, type TestCrm } from '../../support/testCrm';

/** A provider's stand-in, as one channel meets it. */
export interface Provider {
	/** What is filled in in the credential. */
	readonly fields: Readonly<Record<string, unknown>>;
	/** Texts that may stand in nothing that is told of a failure. */
	readonly secrets: readonly string[];
	/** Addresses of two people it can reach. */
	readonly addresses: readonly [string, string];
	/** What its messages have beside a text; called for each, as some of it may be used once. */
	more?(address: string): Partial<Outgoing>;
	/** What somebody really got to see. */
	seenBy(address: string): string[];
	/** The next message is refused for good, or for now, by its provider; or what is sent goes out and no answer comes. */
	refuse(address: string): void;
	putOff(): void;
	loseAnswer(): void;
	/** Connections are refused from now on. */
	close(): Promise<void>;
	/** How often it was asked for leave to send. */
	logins?(): number;
	/** Ends all leave to send before its time. */
	revoke?(): void;
}

export interface ContractCase {
	readonly id: string;
	start(): Promise<Provider>;
	/** Fields of the credential without which it is refused by name. */
	readonly required: readonly string[];
	/** A credential that the provider refuses, and what it says then; absent where a wrong one cannot be told from others. */
	readonly wrong?: { readonly fields: Readonly<Record<string, unknown>>; readonly status: SendResult['status'] };
	/** Text that a record could hold to do harm, and what must not be seen of it. */
	readonly harm: { readonly text: string; readonly unseen: string };
	/** What a message comes to that the provider has. */
	readonly done: 'sent' | 'awaitingStaff';
	/** What a message comes to that could go well later: `failed` where later is too late. */
	readonly later: 'deferred' | 'failed';
	/** Whether a provider that was handed a message keeps it when its answer is lost. */
	readonly freeText: boolean;
	readonly forms?: readonly MessageForm[];
}

/** What every channel keeps to, tried out with the stand-in of its provider. */
export function channelContract({ id, start, required, wrong, harm, done, later, freeText }: ContractCase): void {
	const channel = channelOf(id) as Channel;
	let crm: TestCrm;
	let provider: Provider;
	let ids = 0;

	beforeEach(async () => {
		crm = openTestCrm();
		provider = await start();
	});
	afterEach(async () => await provider.close());

	const tools = (fields = provider.fields): ChannelTools<unknown> => ({
		http: realHttp,
		tokens: sharedTokens(crm.store),
		credential: channel.readCredential(fields),
	});

	const message = (address: string, more: Partial<Outgoing> = {}): Outgoing => ({
		id: `0193${String(++ids).padStart(4, '0')}-7000-7000-8000-000000000000`,
		address,
		purpose: 'service',
		language: 'zh-CN',
		form: channel.forms[0],
		body: '您好，王芳',
		attachments: [],
		data: {},
		...provider.more?.(address),
		...more,
	});

	const send = async (messages: readonly Outgoing[], fields = provider.fields) => await channel.send(messages, tools(fields));
	const sendOne = async (more: Partial<Outgoing> = {}) => (await send([message(provider.addresses[0], more)]))[0];

	/** No failure repeats a secret or an address, and each has its hint in both languages. */
	function expectClean(result: SendResult): void {
		const fault = 'fault' in result ? result.fault : undefined;
		expect(fault).toMatchObject({ code: expect.stringMatching(/./) as unknown, hint: { en: expect.any(String) as unknown } });
		expect(fault?.hint?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
		for (const secret of [...provider.secrets, ...provider.addresses]) expect(JSON.stringify(fault)).not.toContain(secret);
	}

	it('hands a message over, and it is seen once', async () => {
		const result = await sendOne();
		expect(result.status).toBe(done);
		if (done === 'sent') expect(provider.seenBy(provider.addresses[0])).toHaveLength(1);
	});

	it('answers a batch in the order of its messages', async () => {
		const [refused, taken] = provider.addresses;
		const batch = [message(refused), message(taken), message(taken)];
		provider.refuse(refused);
		expect((await send(batch)).map(({ status }) => status)).toEqual(['failed', done, done]);
		expect((await send([message(taken), message(taken)])).map(({ status }) => status)).toEqual([done, done]);
	});

	it('makes what stands in a record harmless', () => {
		const vendorOnly = channel.takes.vendorTemplate && { vendorTemplateId: 'SMS_1', variables: [{ name: 'name', value: '{{name}}' }] };
		const source = { body: '{{name}}', html: '<p>{{name}}</p>', ...vendorOnly };
		const how = { channel, language: 'en', timeZone: 'UTC', context: plainOf({ name: harm.text }) } as const;
		for (const form of channel.forms) {
			const { body, html = body, vendor } = renderMessage({ ...source, form }, how);
			expect([html, vendor?.variables.name].join()).not.toContain(harm.unseen);
		}
	});

	if (freeText)
		it.each(channel.forms.map((form) => [form]))('cuts a %s where the provider would, between characters', async (form) => {
			const limit = channel.limits.body[form] ?? 0;
			const card = { url: 'https://example.com/', buttons: [] };
			const body = '关'.repeat(Math.ceil(limit / 3) + 10);
			expect((await sendOne({ form, body, subject: '标题', card })).status).toBe(done);
			const [seen = body] = provider.seenBy(provider.addresses[0]);
			expect(seen).not.toContain('\ufffd');
			if (done === 'sent') expect(Buffer.byteLength(seen)).toBeLessThanOrEqual(limit);
			if (done === 'sent' && limit < 10_000) expect(Buffer.byteLength(seen)).toBeGreaterThan(limit - 8);
		});

	it('fails for good what the provider refuses for good', async () => {
		provider.refuse(provider.addresses[0]);
		const result = await sendOne();
		expect(result.status).toBe('failed');
		expectClean(result);
		expect(provider.seenBy(provider.addresses[0])).toEqual([]);
	});

	it('puts off what the provider cannot take now', async () => {
		provider.putOff();
		const before = Date.now();
		const result = await sendOne();
		expect(result.status).toBe(later);
		if (result.status === 'deferred') expect(result.until).toBeGreaterThan(before);
		expectClean(result);
		expect(provider.seenBy(provider.addresses[0])).toEqual([]);
	});

	it('calls a message unclear whose answer was lost', async () => {
		provider.loseAnswer();
		const result = await sendOne();
		expect(result.status).toBe('unclear');
		expectClean(result);
	});

	it('puts off what certainly did not arrive', async () => {
		const prepared = message(provider.addresses[0]);
		await provider.close();
		const [result] = await send([prepared]);
		expect(result.status).toBe(later);
		expectClean(result);
	});

	if (wrong)
		it('tries a wrong credential once, and says what to do', async () => {
			const fields = { ...provider.fields, ...wrong.fields };
			const [result] = await send([message(provider.addresses[0])], fields);
			expect(result.status).toBe(wrong.status);
			expectClean(result);
			const asked = provider.logins?.();
			const [again] = await send([message(provider.addresses[1])], fields);
			expect(again.status).toBe(wrong.status);
			expect(provider.logins?.()).toBe(asked);
			for (const value of Object.values(wrong.fields)) expect(JSON.stringify([result, again])).not.toContain(String(value));
		});

	it('gets leave to send again when it was taken away early, and sends once', async () => {
		if (!provider.revoke) return;
		await sendOne();
		provider.revoke();
		const [, other] = provider.addresses;
		const [result] = await send([message(other)]);
		expect(result.status).toBe(done);
		if (done === 'sent') expect(provider.seenBy(other)).toHaveLength(1);
		expect(provider.logins?.()).toBe(2);
	});

	it.each(required.map((field) => [field]))('names the field %s when the credential lacks it', (field) => {
		const read = () => channel.readCredential({ ...provider.fields, [field]: '' });
		expect(read).toThrow(expect.objectContaining<Partial<CrmError>>({ code: 'ValidationFailed', field }));
	});

	it('names its account without giving a secret away', () => {
		const sender = channel.senderOf(channel.readCredential(provider.fields));
		for (const secret of provider.secrets) expect(sender).not.toContain(secret);
	});
}
