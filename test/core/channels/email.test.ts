import tls from 'node:tls';
import { simpleParser } from 'mailparser';
import type { Outgoing } from '../../../core/channels/channel';
import { readSmtpCredential } from '../../../core/channels/email/credential';
import { emailChannel } from '../../../core/channels/email/email';
import { certificate } from '../../servers/mail/certificate';
import { MailServer, qqTooFrequent, sampleLogin, type MailFault } from '../../servers/mail/mailServer';
import { realHttp } from '../../support/realHttp';

let server: MailServer;
beforeEach(async () => void (server = await MailServer.start()));
afterEach(async () => await server.close());

const noTokens = { get: () => Promise.reject(new Error('mail has none')), drop: () => Promise.resolve() };

const message = (more: Partial<Outgoing> = {}): Outgoing => ({
	id: '01930000-7000-7000-8000-000000000001',
	address: 'wang@example.net',
	name: '王芳',
	purpose: 'service',
	language: 'zh-CN',
	form: 'text',
	subject: '您的报价',
	body: '您好，王芳',
	attachments: [],
	data: {},
	...more,
});

const send = async (messages: readonly Outgoing[], fields: object = {}) =>
	await emailChannel.send(messages, {
		http: realHttp,
		tokens: noTokens,
		credential: readSmtpCredential({
			host: '127.0.0.1',
			port: server.port,
			secure: false,
			disableStartTls: true,
			...sampleLogin,
			...fields,
		}),
	});

const received = async (address = 'wang@example.net') => await Promise.all(server.to(address).map(({ raw }) => simpleParser(raw)));

it('sends text, HTML and files, and has a Message-ID that comes from the record', async () => {
	const file = { name: '报价.txt', type: 'text/plain', size: 6, content: () => Promise.resolve(Buffer.from('报价')) };
	const [result] = await send([message({ html: '<b>您好</b>', attachments: [file] })]);
	const id = '<01930000-7000-7000-8000-000000000001@example.com>';
	expect(result).toEqual({ status: 'sent', providerId: id });
	const [letter] = await received();
	expect(letter).toMatchObject({ subject: '您的报价', html: '<b>您好</b>', messageId: id });
	expect(letter.text).toContain('您好，王芳');
	expect(letter.attachments).toMatchObject([{ filename: '报价.txt', content: Buffer.from('报价') }]);
	expect(letter.headers.get('auto-submitted')).toBe('auto-generated');
});

it('lets people leave the list with the button of their mail program, and says that it is an advertisement', async () => {
	await send([message({ purpose: 'marketing', unsubscribeUrl: 'https://crm.example/u?t=abc' })]);
	const [{ headers }] = server.to('wang@example.net');
	expect(headers.get('list-unsubscribe')).toBe('<https://crm.example/u?t=abc>');
	expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
	expect((await received())[0].subject).toBe('【广告】您的报价');
	await send([message({ purpose: 'marketing', subject: '【广告】新品', address: 'li@example.net' })]);
	expect((await received('li@example.net'))[0].subject).toBe('【广告】新品');
});

it.each([
	['zh-CN', '<html><body><p>新品</p></body></html>', '退订', '<p>新品</p><p', '</p></body></html>'],
	['en', '<p>New</p>', 'Unsubscribe', '<p>New</p><p', '</p>'],
] as const)('shows the link that takes people off the list, in text and HTML: %s', async (language, html, words, start, end) => {
	await send([message({ purpose: 'marketing', language, html, unsubscribeUrl: 'https://crm.example/u?t=a&x="b"' })]);
	const [letter] = await received();
	expect(letter.text).toContain(`您好，王芳\n\n`);
	expect(letter.text).toContain(`${words} https://crm.example/u?t=a&x="b"`);
	expect(letter.html).toContain(start);
	expect(letter.html).toContain(`<a href="https://crm.example/u?t=a&amp;x=&quot;b&quot;">${words}</a>${end}`);
});

it('promises one click only where the link is safe', async () => {
	await send([message({ purpose: 'marketing', unsubscribeUrl: 'http://crm.example/u' })]);
	const [{ headers }] = server.to('wang@example.net');
	expect([headers.get('list-unsubscribe'), headers.get('list-unsubscribe-post')]).toEqual(['<http://crm.example/u>', undefined]);
});

it('answers in the thread of the message before', async () => {
	await send([message({ inReplyTo: '<before@example.net>' })]);
	expect((await received())[0]).toMatchObject({ inReplyTo: '<before@example.net>', references: '<before@example.net>' });
});

it.each<[string, Partial<Outgoing>]>([
	['a subject', { subject: '您好\r\nBcc: evil@example.org' }],
	['a name', { name: '王芳\r\nBcc: evil@example.org' }],
	['a sender', { data: { from: 'A <sender@example.com>\r\nBcc: evil@example.org' } }],
	['an answered message', { inReplyTo: '<x@y>\r\nBcc: evil@example.org' }],
	['a link', { unsubscribeUrl: 'https://crm.example/\r\nBcc: evil@example.org' }],
	[
		'a file',
		{
			attachments: [{ name: 'a\r\nBcc: evil@example.org', type: 'text/plain', size: 1, content: () => Promise.resolve(Buffer.from('x')) }],
		},
	],
])('writes no header that %s brings along', async (_what, more) => {
	await send([message(more)]);
	expect(server.to('evil@example.org')).toEqual([]);
	for (const letter of server.letters) expect((await simpleParser(letter.raw)).headers.has('bcc')).toBe(false);
});

it.each(['wang@example.net, evil@example.org', 'wang@example.net\r\nRCPT TO:<evil@example.org>', 'x', '<a@b>'])(
	'sends to one address and nothing else: %j',
	async (address) => {
		expect(await send([message({ address })])).toMatchObject([
			{ status: 'failed', fault: { code: 'INVALID_ADDRESS', address: 'invalid' } },
		]);
		expect(server.letters).toEqual([]);
	},
);

it('takes QQ’s 550 for what it is', async () => {
	server.next(qqTooFrequent);
	expect(await send([message()])).toMatchObject([{ status: 'deferred', fault: { code: 'TOO_FREQUENT' } }]);
});

it('knows a mailbox that is not there', async () => {
	server.next({ kind: 'refuse', code: 550, text: '5.1.1 wang@example.net: Recipient not found' });
	expect(await send([message()])).toMatchObject([{ status: 'failed', fault: { code: '550', address: 'invalid' } }]);
	server.next({ kind: 'refuseData', code: 554, text: '5.7.1 spam' });
	const [spam] = await send([message()]);
	expect(spam).toMatchObject({ status: 'failed', fault: { code: '554' } });
	expect('fault' in spam && spam.fault.address).toBeUndefined();
});

it.each<[string, string, MailFault?]>([
	['163, which takes only its user', '553', undefined],
	[
		'Postfix, which judges the sender late',
		'550',
		{ kind: 'refuse', code: 550, text: '5.1.0 <sales@example.com>: Sender address rejected: User unknown' },
	],
	[
		'Exchange, which judges it last',
		'550',
		{ kind: 'refuseData', code: 550, text: '5.7.60 Client does not have permissions to send as this sender' },
	],
])('says nothing against the recipient when the sender is refused: %s', async (_who, number, fault) => {
	const from = fault ? sampleLogin.user : 'sales@example.com';
	if (fault) server.next(fault);
	const [result] = await send([message({ data: { from } })]);
	expect(result).toMatchObject({ status: 'failed', fault: { code: 'SENDER_REFUSED', message: expect.stringContaining(number) as string } });
	expect('fault' in result && [result.fault.address, result.fault.hint?.en]).toEqual([
		undefined,
		expect.stringContaining('From Email must be the user'),
	]);
});

it('takes an address for bad only where the recipient is refused', async () => {
	server.next({ kind: 'refuseData', code: 550, text: '5.1.1 no such user' });
	server.next({ kind: 'refuse', code: 553, text: 'not allowed' });
	server.next({ kind: 'refuse', code: 550, text: '5.7.1 We accept no mail from your address' });
	const results = [...(await send([message()])), ...(await send([message()])), ...(await send([message()]))];
	expect(results.map((result) => 'fault' in result && [result.fault.code, result.fault.address])).toEqual([
		['550', undefined],
		['553', undefined],
		['550', undefined],
	]);
});

it('goes over to TLS where the server offers it, and puts letters off where its certificate is not to be trusted', async () => {
	const [result] = await send([message()], { disableStartTls: false });
	expect(result).toMatchObject({ status: 'deferred', fault: { code: 'TLS', hint: { en: expect.stringContaining('587') as string } } });
	expect(server.letters).toEqual([]);
	const before = tls.getCACertificates('default');
	tls.setDefaultCACertificates([...before, certificate.cert]);
	try {
		// Under another name: a server that could not be used is left alone for a while.
		expect(await send([message()], { disableStartTls: false, hostName: 'crm.example.com' })).toMatchObject([{ status: 'sent' }]);
	} finally {
		tls.setDefaultCACertificates(before);
	}
	expect([server.secured, server.letters.length]).toEqual([1, 1]);
});

it('goes on with the other letters after one was refused, put off or lost, and sends none twice', async () => {
	const to = ['a', 'b', 'c', 'd', 'e'].map((name) => message({ address: `${name}@example.net` }));
	server.unknown.add('a@example.net');
	const [refused] = await send([to[0]]);
	expect(refused.status).toBe('failed');
	server.next({ kind: 'dropAfterData' });
	expect((await send(to.slice(1))).map(({ status }) => status)).toEqual(['unclear', 'sent', 'sent', 'sent']);
	server.next({ kind: 'dropBeforeData' });
	expect((await send(to.slice(1, 3))).map(({ status }) => status)).toEqual(['sent', 'sent']);
	server.next({ kind: 'dropBeforeData' }, 2);
	expect((await send(to.slice(3, 5))).map(({ status }) => status)).toEqual(['deferred', 'sent']);
	expect(server.letters.map(({ to: [address] }) => address)).toEqual(
		['b', 'c', 'd', 'e', 'b', 'c', 'e'].map((name) => `${name}@example.net`),
	);
});

it('uses one connection for letters in a row, and another where the server has closed it', async () => {
	for (let i = 0; i < 10; i++) await send([message({ address: `p${i}@example.net` })]);
	expect(server.connections).toBe(1);
	await server.endConnections();
	expect(await send([message()])).toMatchObject([{ status: 'sent' }]);
	expect(server.connections).toBe(2);
});

it('sends a letter once, on a new connection, where the one that waited ends before the letter', async () => {
	await send([message({ address: 'first@example.net' })]);
	server.next({ kind: 'dropBeforeData' });
	expect(await send([message()])).toMatchObject([{ status: 'sent' }]);
	expect(server.letters.map(({ to: [address] }) => address)).toEqual(['first@example.net', 'wang@example.net']);
});

it('tries a wrong password once, whatever number of letters there are', async () => {
	const results = await Promise.all([1, 2, 3].map(async () => (await send([message()], { password: 'wrong' }))[0]));
	expect(results.map((result) => 'fault' in result && result.fault.code)).toEqual(['535', '535', '535']);
	expect(server.connections).toBe(1);
	expect(await send([message()])).toMatchObject([{ status: 'sent' }]);
});

it('says that it needs an address to send from', async () => {
	expect(await send([message({ data: { from: 'nobody' } })])).toMatchObject([{ status: 'failed', fault: { code: 'NO_SENDER' } }]);
	server.anySender = true;
	await send([message({ data: { from: '关系科技 <sales@example.com>', replyTo: 'help@example.com' } })]);
	expect((await received())[0]).toMatchObject({
		from: { value: [{ name: '关系科技', address: 'sales@example.com' }] },
		replyTo: { value: [{ address: 'help@example.com' }] },
	});
});
