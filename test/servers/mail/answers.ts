import type { Letter } from './mailServer';

const day = () => new Date().toUTCString().replace('GMT', '+0000');
const newId = () => `<${crypto.randomUUID()}@mx.example.net>`;

/** What a mail server sends back when it could not deliver a letter (RFC 3464): the original's header fields come along. */
export function bounceOf(
	letter: Letter,
	{ recipient = letter.to[0], status = '5.1.1', code = '550 Mailbox not found', action = 'failed' } = {},
): string {
	const boundary = `bounce-${crypto.randomUUID()}`;
	const original = letter.raw.slice(0, letter.raw.search(/\r?\n\r?\n/));
	return [
		'Return-Path: <>',
		'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>',
		`To: <${letter.from}>`,
		`Subject: Delivery Status Notification (${action})`,
		`Date: ${day()}`,
		`Message-ID: ${newId()}`,
		'Auto-Submitted: auto-replied',
		'MIME-Version: 1.0',
		`Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
		'',
		`--${boundary}`,
		'Content-Type: text/plain; charset=utf-8',
		'',
		'The following message could not be delivered.',
		`--${boundary}`,
		'Content-Type: message/delivery-status',
		'',
		'Reporting-MTA: dns; mx.example.net',
		'',
		`Final-Recipient: rfc822; ${recipient}`,
		`Action: ${action}`,
		`Status: ${status}`,
		`Diagnostic-Code: smtp; ${code}`,
		'',
		`--${boundary}`,
		'Content-Type: text/rfc822-headers',
		'',
		original,
		'',
		`--${boundary}--`,
		'',
	].join('\r\n');
}

/** What a person writes back. */
export function replyTo(letter: Letter, text: string, more: Readonly<Record<string, string>> = {}): string {
	const id = letter.headers.get('message-id') ?? '';
	return [
		`Return-Path: <${letter.to[0]}>`,
		`From: <${letter.to[0]}>`,
		`To: <${letter.from}>`,
		`Subject: Re: ${letter.headers.get('subject') ?? ''}`,
		`Date: ${day()}`,
		`Message-ID: ${newId()}`,
		`In-Reply-To: ${id}`,
		`References: ${id}`,
		...Object.entries(more).map(([name, value]) => `${name}: ${value}`),
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: base64',
		'',
		Buffer.from(text, 'utf8').toString('base64'),
		'',
	].join('\r\n');
}

/** What a mailbox writes back by itself: no reply of a person. */
export function autoReplyTo(letter: Letter, text = '本人休假中，将于下周回复。'): string {
	return replyTo(letter, text, { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk', 'X-Auto-Response-Suppress': 'All' });
}
