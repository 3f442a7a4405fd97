import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { autoReplyTo, bounceOf, replyTo } from './mail/answers';
import { sampleMailbox } from './mail/mailbox';
import { MailServer, qqTooFrequent, sampleLogin } from './mail/mailServer';

let server: MailServer;
beforeAll(async () => void (server = await MailServer.start()));
afterAll(async () => await server.close());

const transport = (password = sampleLogin.password, more: object = {}) =>
	createTransport({
		host: '127.0.0.1',
		port: server.port,
		secure: false,
		ignoreTLS: true,
		auth: { user: sampleLogin.user, pass: password },
		...more,
	});

const letter = (to: string | string[], subject = '你好') => ({ from: sampleLogin.user, to, subject, text: '.一行以点开头\n结束' });

async function inbox(): Promise<string[]> {
	const { user, password: pass } = sampleMailbox;
	const client = new ImapFlow({ host: '127.0.0.1', port: server.mailbox.port, secure: false, auth: { user, pass }, logger: false });
	await client.connect();
	const lock = await client.getMailboxLock('INBOX');
	const raw: string[] = [];
	for await (const { source } of client.fetch('1:*', { source: true })) raw.push(String(source));
	lock.release();
	await client.logout();
	return raw;
}

it('takes a letter of somebody who is logged in, and nobody else’s', async () => {
	await transport().sendMail(letter('wang@example.net'));
	const [got] = server.to('wang@example.net');
	const parsed = await simpleParser(got.raw);
	expect(parsed).toMatchObject({ subject: '你好', text: '.一行以点开头\n结束' });
	await expect(transport('wrong').sendMail(letter('wang@example.net'))).rejects.toMatchObject({ responseCode: 535 });
	expect(server.to('wang@example.net')).toHaveLength(1);
});

it('takes letters from the user who is logged in alone, as 163 does', async () => {
	const other = { ...letter('chen@example.net'), from: 'sales@example.com' };
	await expect(transport().sendMail(other)).rejects.toMatchObject({ responseCode: 553, command: 'MAIL FROM' });
	server.anySender = true;
	await transport().sendMail(other);
	server.anySender = false;
	expect(server.to('chen@example.net')).toHaveLength(1);
});

it('refuses one recipient and delivers to the other', async () => {
	server.unknown.add('gone@example.net');
	const info = await transport().sendMail(letter(['gone@example.net', 'li@example.net']));
	expect(info.rejected).toEqual(['gone@example.net']);
	expect(server.to('li@example.net')).toHaveLength(1);
});

it.each([
	['a temporary refusal', { kind: 'refuse', code: 421, text: 'HL:REP too many connections' } as const, 421],
	['a refusal for good', { kind: 'refuse', code: 550, text: '5.7.1 policy' } as const, 550],
	['QQ’s frequency limit', qqTooFrequent, 550],
])('answers with %s', async (_name, fault, responseCode) => {
	server.next(fault);
	await expect(transport().sendMail(letter('faulty@example.net'))).rejects.toMatchObject({ responseCode });
	expect(server.to('faulty@example.net')).toHaveLength(0);
});

it('keeps the letter when it hangs up before the answer, and not when it hangs up before the letter', async () => {
	server.next({ kind: 'dropAfterData' });
	await expect(transport().sendMail(letter('kept@example.net'))).rejects.toThrow(/closed|reset/i);
	expect(server.to('kept@example.net')).toHaveLength(1);
	server.next({ kind: 'dropBeforeData' });
	await expect(transport().sendMail(letter('lost@example.net'))).rejects.toThrow(/closed|reset/i);
	expect(server.to('lost@example.net')).toHaveLength(0);
});

it('answers late', async () => {
	server.next({ kind: 'slow', ms: 400 });
	await expect(transport(undefined, { socketTimeout: 150 }).sendMail(letter('slow@example.net'))).rejects.toThrow(/timeout/i);
	expect(server.to('slow@example.net')).toHaveLength(1);
});

it('delivers replies, automatic answers and bounces into the mailbox', async () => {
	await transport().sendMail(letter('zhao@example.net', '报价'));
	const [sent] = server.to('zhao@example.net');
	for (const answer of [replyTo(sent, '收到，谢谢'), autoReplyTo(sent), bounceOf(sent)]) server.mailbox.deliver(answer);
	const [reply, auto, bounce] = await Promise.all((await inbox()).map((raw) => simpleParser(raw)));
	const id = sent.headers.get('message-id');
	expect(reply).toMatchObject({ inReplyTo: id, text: '收到，谢谢' });
	expect(auto.headers.get('auto-submitted')).toBe('auto-replied');
	expect(bounce.text).toContain('Final-Recipient: rfc822; zhao@example.net');
	expect(bounce.attachments.map(({ content }) => String(content)).join()).toContain(id);
});
