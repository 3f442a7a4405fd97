import { simpleParser } from 'mailparser';
import type { InboundFile } from '../../../core/crm';

/** An item of n8n's IMAP trigger in its resolved format, made as n8n makes it (EmailReadImap/v2/utils.js). */
export async function resolvedItem(raw: string): Promise<{ json: Record<string, unknown>; files: InboundFile[] }> {
	const mail = await simpleParser(raw);
	const headers = Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line]));
	const files = mail.attachments.map(({ content, filename, contentType }): InboundFile => ({
		name: filename ?? '',
		type: contentType,
		size: content.length,
		text: async () => await Promise.resolve(content.toString('utf8')),
	}));
	const json = JSON.parse(JSON.stringify({ ...mail, headers, headerLines: undefined, attachments: undefined })) as Record<string, unknown>;
	return { json, files };
}

/** The same in the simple format: five headers beside the text, the others in `metadata`. */
export async function simpleItem(raw: string): Promise<{ json: Record<string, unknown>; files: InboundFile[] }> {
	const mail = await simpleParser(raw);
	const values = mail.headerLines.map(({ key, line }) => [key, line.replace(/^[^:]*:\s*/, '')] as const);
	const top = ['cc', 'date', 'from', 'subject', 'to'];
	const json = {
		textPlain: mail.text,
		textHtml: mail.html || undefined,
		...Object.fromEntries(values.filter(([name]) => top.includes(name))),
		metadata: Object.fromEntries(values.filter(([name]) => !top.includes(name))),
	};
	return { json, files: [] };
}

/** A mail as it goes over the wire. */
export const mailOf = (headers: Record<string, string>, body = '好的，请发报价。'): string =>
	[
		...Object.entries({
			From: '"Wang, Fang" <Wang@Example.com>',
			To: 'sales@shop.example',
			Subject: 'Re: Offer',
			Date: 'Mon, 2 Mar 2026 08:30:00 +0800',
			'Message-ID': '<answer-1@example.com>',
			'MIME-Version': '1.0',
			'Content-Type': 'text/plain; charset=utf-8',
			'Content-Transfer-Encoding': '8bit',
			...headers,
		}).map(([name, value]) => `${name}: ${value}`),
		'',
		body,
	].join('\r\n');

/** A report of a mail server about a message of ours, as Postfix writes it. */
export const bounceOf = (about: {
	messageId: string;
	recipient: string;
	action?: string;
	status?: string;
	diagnostic?: string;
	name?: string;
}): string =>
	`Return-Path: <>
From: MAILER-DAEMON@mx.example.com
To: sales@shop.example
Subject: Undelivered Mail Returned to Sender
Date: Mon, 2 Mar 2026 08:30:00 +0800
Message-ID: <${about.name ?? 'bounce-1'}@mx.example.com>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: Mon, 2 Mar 2026 08:29:00 +0800

Final-Recipient: rfc822; ${about.recipient}
Action: ${about.action ?? 'failed'}
Status: ${about.status ?? '5.1.1'}
Diagnostic-Code: smtp; ${about.diagnostic ?? '550 5.1.1 no such user\n    here'}

--part
Content-Type: text/rfc822-headers

From: sales@shop.example
To: ${about.recipient}
Message-ID: ${about.messageId}
Subject: Offer

--part--
`.replace(/\n/g, '\r\n');
