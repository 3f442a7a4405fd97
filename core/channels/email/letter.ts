import type { Outgoing } from '../channel';
import { cutBytes } from '../cutBytes';
import { oneLine } from '../escapes';
import type { SmtpCredential } from './credential';

/** Far more than anybody reads; a server's own limit is on the whole letter. */
export const limits = { body: { text: 500_000 }, subject: 400 } as const;

/** A letter as the server is given it. */
export interface Letter {
	readonly from: string;
	readonly to: string;
	readonly messageId: string;
	readonly source: Buffer;
}

interface Mailbox {
	readonly name: string;
	readonly address: string;
}

/** One address and nothing else: with what is left out here, it could be two, or a header of its own. */
const address = /^[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,253}$/;

export const isAddress = (text: string): boolean => address.test(text);

/** Whom the letter is from: what the message says (`name <address>` or an address), or the user of the mail server. */
export function senderOf({ data }: Outgoing, { user = '' }: SmtpCredential): Mailbox | undefined {
	const said = oneLine(data.from || user);
	const [, name, inBrackets] = /^(.*?)<([^<>]*)>$/.exec(said) ?? [];
	const found = (inBrackets ?? said).trim();
	return isAddress(found) ? { name: (name ?? '').replaceAll('"', '').trim(), address: found } : undefined;
}

/** The same for a message each time it is tried, so that a reply, a bounce, or the second copy of one is known by it. */
const messageIdOf = (id: string, from: string): string => `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;

const says = /广告|\bAD\b/;

/** Advertisements must say so in their subject (互联网电子邮件服务管理办法, article 13). */
function subjectOf({ subject = '', purpose, language }: Outgoing): string {
	const line = oneLine(subject);
	if (purpose !== 'marketing' || says.test(line)) return line;
	return `${language === 'en' ? '[AD]' : '【广告】'}${language === 'en' ? ' ' : ''}${line}`;
}

/** RFC 8058: the mail program's own button, which posts and never just opens the page. */
function unsubscribeHeaders({ unsubscribeUrl }: Outgoing): Array<{ key: string; value: string }> {
	if (!unsubscribeUrl || !/^https?:\/\/[^\s<>]+$/.test(unsubscribeUrl)) return [];
	return [
		{ key: 'List-Unsubscribe', value: `<${unsubscribeUrl}>` },
		{ key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
	];
}

/** Writes a letter out. */
export async function writeLetter(message: Outgoing, from: Mailbox): Promise<Letter> {
	const { id, name, body, html, attachments, inReplyTo, data } = message;
	const { default: MailComposer } = require('nodemailer/lib/mail-composer') as typeof import('nodemailer/lib/mail-composer');
	const messageId = messageIdOf(id, from.address);
	const files = await Promise.all(
		attachments.map(async (file) => ({ filename: oneLine(file.name), contentType: file.type, content: await file.content() })),
	);
	const composer = new MailComposer({
		from,
		to: { name: oneLine(name ?? ''), address: message.address },
		...(data.replyTo && isAddress(data.replyTo) && { replyTo: data.replyTo }),
		subject: subjectOf(message),
		text: cutBytes(body, limits.body.text),
		...(html && { html }),
		messageId,
		...(inReplyTo && { inReplyTo: oneLine(inReplyTo), references: oneLine(inReplyTo) }),
		// RFC 3834: nobody's holiday notice answers what a machine wrote.
		headers: [{ key: 'Auto-Submitted', value: inReplyTo ? 'auto-replied' : 'auto-generated' }, ...unsubscribeHeaders(message)],
		attachments: files,
		// A content that looks like a path or an address stays a content.
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return { from: from.address, to: message.address, messageId, source: await composer.compile().build() };
}
