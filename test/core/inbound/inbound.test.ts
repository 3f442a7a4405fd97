import type { CrmRecord, InboundFile, InboundInput, InboundResult } from '../../../core/crm';
import { sentMessage } from '../../support/sentMessage';
import { inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { bounceOf, mailOf, resolvedItem, simpleItem } from './mails';

let crm: TestCrm;
let lead: CrmRecord;
let sent: CrmRecord;

beforeEach(async () => {
	setNow('2026-03-02T01:00:00Z');
	crm = openTestCrm();
	lead = await crm.given.lead({ name: '王芳', phone: '13812345678', email: 'wang@example.com' });
	sent = await ours();
});

const ours = async (fields: Record<string, unknown> = {}) => await sentMessage(crm, { leadId: lead.id, ...fields });

type Given = Omit<InboundInput, 'item'>;
const record = async (...inputs: Given[]): Promise<InboundResult[]> =>
	(await crm.inbound.record(inputsOf(inputs))).flatMap((outcome) => [...valueOf(outcome)]);
const mail = async (raw: string): Promise<InboundResult> => {
	const [result] = await record({ source: 'email', ...(await resolvedItem(raw)) });
	return result;
};
const current = async (object: 'lead' | 'message', { id }: CrmRecord) => valueOf((await crm.records.get(object, [{ item: 0, id }]))[0]);
const count = async (table: string) => (await crm.rows(`SELECT 1 FROM "${table}"`)).length;

describe.each([
	['resolved', resolvedItem],
	['simple', simpleItem],
] as const)('an e-mail in the %s format', (_, itemOf) => {
	const give = async (raw: string) => (await record({ source: 'email', ...(await itemOf(raw)) }))[0];

	it('that answers one of ours is a reply of whoever wrote it', async () => {
		const result = await give(mailOf({ 'In-Reply-To': '<offer-1@shop.example>' }));
		expect(result).toMatchObject({ kind: 'reply', known: true, about: { id: sent.id } });
		expect(await current('message', result.message as CrmRecord)).toMatchObject({
			direction: 'inbound',
			status: 'received',
			channel: 'email',
			address: 'wang@example.com',
			recipientName: 'Wang, Fang',
			subject: 'Re: Offer',
			body: '好的，请发报价。',
			at: '2026-03-02T00:30:00.000Z',
			leadId: lead.id,
			inReplyToId: sent.id,
			providerId: '<answer-1@example.com>',
		});
		expect((await current('lead', lead)).lastActivityAt).toBe('2026-03-02T00:30:00.000Z');
		expect((await crm.eventsOf(result.message as CrmRecord)).map(({ names }) => names)).toEqual([['created', 'message.received']]);
	});

	it('is matched by its references, where a program folds them', async () => {
		const result = await give(mailOf({ References: '<a@x>\r\n <offer-1@shop.example>\r\n <b@x>', From: 'someone@else.example' }));
		expect(result).toMatchObject({ kind: 'reply', about: { id: sent.id }, message: { leadId: lead.id, address: 'someone@else.example' } });
	});

	it.each([
		['Auto-Submitted', 'auto-replied'],
		['Precedence', 'bulk'],
		['Return-Path', '<>'],
		['List-Id', '<news.example.com>'],
	])('written by a machine (%s: %s) is kept and is no reply', async (name, value) => {
		const result = await give(mailOf({ [name]: value, 'In-Reply-To': '<offer-1@shop.example>' }));
		expect(result).toMatchObject({ kind: 'automatic', message: { inReplyToId: sent.id } });
		expect((await crm.eventsOf(result.message as CrmRecord)).map(({ names }) => names)).toEqual([['created']]);
		expect((await current('lead', lead)).lastActivityAt).toBeNull();
	});
});

it('matches by the plus-address, and else by the last message to the sender', async () => {
	const other = await ours({ providerId: '<offer-2@shop.example>', at: '2026-03-01T05:00:00.000Z' });
	expect((await mail(mailOf({ To: `Sales <sales+${sent.id}@shop.example>` }))).about?.id).toBe(sent.id);
	expect((await mail(mailOf({ 'Message-ID': '<answer-2@x>' }))).about?.id).toBe(other.id);
});

it('keeps no link of a message that an answer quotes', async () => {
	const token = 'A'.repeat(43);
	const content = `好的 https://crm.example.com/webhook/guanxi/page?t=${token} 见上`;
	const said = { phone_number: '13812345678', send_time: '2026-03-02 08:00:00', content, sequence_id: 7 };
	const [{ message }] = await record({ source: 'smsAliyun', json: [said] });
	expect(message?.body).toBe('好的 https://crm.example.com/webhook/guanxi/page?t=… 见上');
	const kept = await Promise.all(
		['crm_message', 'crm_event_personal', 'crm_consent'].map(async (table) => await crm.rows(`SELECT * FROM "${table}"`)),
	);
	expect(JSON.stringify(kept)).not.toContain(token);
});

it('keeps what a stranger writes, and says that nobody knows them', async () => {
	const result = await mail(mailOf({ From: 'Ada <ada@new.example>', 'Auto-Submitted': 'no' }));
	expect(result).toMatchObject({
		kind: 'message',
		known: false,
		message: { leadId: null, address: 'ada@new.example', recipientName: 'Ada' },
	});
	expect(result.about).toBeUndefined();
});

it('records a mail once, however often it comes', async () => {
	const item = { source: 'email' as const, ...(await resolvedItem(mailOf({}))) };
	const [first, second] = await record(item, item);
	const [third] = await record(item);
	expect([first.repeated, second.repeated, third.repeated]).toEqual([false, true, true]);
	expect(third).toMatchObject({ kind: 'reply', message: { id: first.message?.id }, about: { id: sent.id } });
	expect(await count('crm_message')).toBe(2);
});

it('reads the text of a mail that has only HTML, and lists its files', async () => {
	const boundary = 'Content-Type: text/html; charset=utf-8';
	const raw = mailOf(
		{ 'Content-Type': 'multipart/mixed; boundary=b' },
		`--b\r\n${boundary}\r\n\r\n<style>p{}</style><p>请<b>回电</b></p>\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: attachment; filename=a.png\r\n\r\nx\r\n--b--`,
	);
	const { json, files } = await resolvedItem(raw);
	const [{ message }] = await record({ source: 'email', json: { ...json, text: undefined }, files });
	expect(message).toMatchObject({ body: '请回电', attachments: [{ name: 'a.png', type: 'image/png', size: 1 }] });
});

it('takes nothing for a mail that is none', async () => {
	const nothing: unknown[] = [null, 'x', {}, { headers: null }, { metadata: {}, from: 'nobody' }, { headers: {}, from: { value: [] } }, []];
	expect(await record(...nothing.map((json): Given => ({ source: 'email', json })))).toEqual([]);
	expect(await record(...nothing.map((json): Given => ({ source: 'smsAliyun', json })))).toEqual([]);
	expect(await count('crm_message')).toBe(1);
});

describe('a report of a mail server', () => {
	const bounce = async (more: Partial<Parameters<typeof bounceOf>[0]> = {}) =>
		await mail(bounceOf({ messageId: '<offer-1@shop.example>', recipient: 'wang@example.com', ...more }));

	it('makes our message failed and stops an address that is wrong for good', async () => {
		expect(await bounce()).toMatchObject({ kind: 'failed', known: true, about: { id: sent.id, status: 'failed' } });
		expect(await current('message', sent)).toMatchObject({
			status: 'failed',
			providerCode: '5.1.1',
			providerMessage: '550 5.1.1 no such user here',
		});
		expect(await crm.rows('SELECT "address", "reason", "leadId" FROM "crm_suppression"')).toEqual([
			{ address: 'wang@example.com', reason: 'hardBounce', leadId: lead.id },
		]);
		expect((await crm.eventsOf(sent)).at(-1)?.names).toEqual(['updated', 'message.failed']);
		expect(await count('crm_message')).toBe(1);
	});

	it.each([
		['a full mailbox', { status: '5.2.2' }],
		['a refused sender', { status: '5.7.1' }],
		['a time that ran out', { status: '5.4.7', diagnostic: '554 5.4.7 expired' }],
		['a loop', { status: '5.4.6' }],
		['a server that took it for spam', { status: '5.0.0', diagnostic: '550 spam message rejected' }],
		['a server that says nothing', { status: '5.5.0' }],
		['a bad sender', { status: '5.1.8' }],
		['a limit of QQ', { status: '5.0.0', diagnostic: '550 Domain frequency limited [1.2.3.4]' }],
		['a server that gave up', { status: '4.4.7' }],
	])('of %s makes our message failed and leaves the address alone', async (_, more) => {
		expect(await bounce(more)).toMatchObject({ kind: 'failed' });
		expect((await current('message', sent)).status).toBe('failed');
		expect(await count('crm_suppression')).toBe(0);
	});

	it('of a delay changes nothing', async () => {
		expect(await bounce({ action: 'delayed', status: '4.4.1' })).toMatchObject({ kind: 'delayed', about: { status: 'sent' } });
		expect(await crm.eventsOf(sent)).toHaveLength(1);
	});

	it('about what we did not send is believed nothing', async () => {
		expect(await bounce({ messageId: '<other@x>', recipient: 'li@example.com' })).toMatchObject({ kind: 'ignored', known: false });
		expect(await bounce({ recipient: 'li@example.com', name: 'second' })).toMatchObject({ kind: 'failed' });
		expect(await count('crm_suppression')).toBe(0);
	});
});

describe('what Aliyun posts', () => {
	const sms = async (more = {}) =>
		await ours({ channel: 'smsAliyun', addressKind: 'phone', address: '+8613812345678', providerId: '900^1', ...more });
	const receipt = (more = {}) => ({
		phone_number: '13812345678',
		send_time: '2026-03-01 09:00:00',
		report_time: '2026-03-01 09:00:05',
		success: true,
		err_code: 'DELIVERED',
		err_msg: '用户接收成功',
		sms_size: '1',
		biz_id: '900^1',
		out_id: '',
		...more,
	});
	const reply = (content: string, more = {}) => ({
		phone_number: '13812345678',
		send_time: '2026-03-01 10:00:00',
		content,
		sign_name: '示例',
		dest_code: '1',
		sequence_id: 42,
		...more,
	});
	const posted = async (...entries: object[]) => await record({ source: 'smsAliyun', json: { headers: {}, body: entries } });

	it('tells which messages arrived, each once', async () => {
		const message = await sms();
		const results = await posted(receipt(), receipt());
		expect(results.map(({ kind, repeated }) => [kind, repeated])).toEqual([
			['delivered', false],
			['delivered', true],
		]);
		expect(await current('message', message)).toMatchObject({ status: 'delivered', deliveredAt: '2026-03-01T01:00:05.000Z' });
		await posted(receipt());
		expect((await crm.eventsOf(message)).map(({ names }) => names.at(-1))).toEqual(['created', 'message.delivered']);
	});

	it('tells which failed, by BizId and number or by our own id, and stops numbers that do not exist', async () => {
		const many = { providerId: '900^2', address: '+8613912345678' };
		const [first, second] = [await sms(), await sms({ ...many, providerId: '900^1' })];
		const third = await sms({ providerId: null, status: 'unclear' });
		await posted(
			receipt({ success: false, err_code: 'MK:0001', err_msg: '空号' }),
			receipt({ phone_number: '13912345678' }),
			receipt({ biz_id: '777', out_id: third.id, success: false, err_code: 'MK:0005' }),
		);
		const states = await Promise.all([first, second, third].map((message) => current('message', message)));
		expect(states.map(({ status, providerCode }) => [status, providerCode])).toEqual([
			['failed', 'MK:0001'],
			['delivered', null],
			['failed', 'MK:0005'],
		]);
		expect(await crm.rows('SELECT "address" FROM "crm_suppression"')).toEqual([{ address: '+8613812345678' }]);
	});

	it('gives replies to the last message before them, and moves the last contact', async () => {
		const [earlier] = [await sms(), await sms({ at: '2026-03-01T03:00:00.000Z', providerId: '900^9' })];
		const [result] = await posted(reply('什么时候发货？'));
		expect(result).toMatchObject({ kind: 'reply', about: { id: earlier.id }, optedOut: false, message: { leadId: lead.id } });
		expect((await current('lead', lead)).lastActivityAt).toBe('2026-03-01T02:00:00.000Z');
	});

	it.each(['R', 'r', 'TD', '退订', '拒收。', ' T ', 'ｒ', 'ＴＤ', '“回复R”', '“退订”', '【退订】！', '回复：TD'])(
		'heeds a refusal: %s',
		async (content) => {
			await sms();
			const [result] = await posted(reply(content));
			expect(result).toMatchObject({ kind: 'reply', optedOut: true });
			expect(await crm.rows('SELECT "purpose", "state", "leadId" FROM "crm_consent" ORDER BY "purpose"')).toEqual(
				['care', 'marketing'].map((purpose) => ({ purpose, state: 'withdrawn', leadId: lead.id })),
			);
		},
	);

	it('takes no other text for a refusal', async () => {
		const results = await posted(
			...['Really?', '不退订', 'TDK 公司', 'N', '取消', '回复', '退订后多久生效？'].map((content, i) =>
				reply(content, { sequence_id: i + 1 }),
			),
		);
		expect(results.some(({ optedOut }) => optedOut)).toBe(false);
	});

	it('is read a thousand at a time with a few statements', async () => {
		const entries = Array.from({ length: 1000 }, (_, i) =>
			reply('好', { phone_number: `139${String(10_000_000 + i)}`, sequence_id: i + 1 }),
		);
		const results = await posted(...entries);
		expect(results).toHaveLength(1000);
		expect(await count('crm_message')).toBe(1001);
	});
});

it('is recorded once by two workers at the same time', async () => {
	const item: Given = { source: 'email', ...(await resolvedItem(mailOf({}))) };
	const both = await Promise.all([1, 2, 3].map(() => crm.as({}).inbound.record([{ ...item, item: 0 }])));
	const results = both.flat().flatMap((outcome) => [...valueOf(outcome)]);
	expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
	expect(new Set(results.map(({ message }) => message?.id)).size).toBe(1);
});

it('reads no file that belongs to no report', async () => {
	const text = jest.fn(async () => await Promise.resolve(''));
	const files: InboundFile[] = [{ name: 'a.bin', type: 'application/octet-stream', size: 1, text }];
	await record({ source: 'email', json: (await resolvedItem(mailOf({}))).json, files });
	expect(text).not.toHaveBeenCalled();
});
