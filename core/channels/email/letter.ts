import type { Outgoing } from '../channel';
import { cutBytes } from '../cutBytes';
import type { Locale, Text } from '../../text';
import { escapeHtml, oneLine } from '../escapes';
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
	return mailboxOf(data.from || user);
}

/** An address, alone or as `Name <address>`; undefined for anything else. */
export function mailboxOf(text: string): Mailbox | undefined {
	const said = oneLine(text);
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

/** The page that takes its reader off the list. */
const unsubscribeLink = ({ unsubscribeUrl = '' }: Outgoing): string | undefined =>
	/^https?:\/\/[^\s<>]+$/.test(unsubscribeUrl) ? unsubscribeUrl : undefined;

/** The mail program's own button, which posts and never just opens the page; RFC 8058 asks for HTTPS. */
function unsubscribeHeaders(link: string | undefined): Array<{ key: string; value: string }> {
	if (!link) return [];
	const header = { key: 'List-Unsubscribe', value: `<${link}>` };
	return link.startsWith('https:') ? [header, { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' }] : [header];
}

const footer: Text = { en: 'To stop receiving these emails:', 'zh-CN': '如不想再收到此类邮件：' };
const footerLink: Text = { en: 'Unsubscribe', 'zh-CN': '退订' };

/** Not every mail program has such a button: the link is seen as well. */
const withLink = (text: string, link: string, language: Locale): string =>
	`${text}\n\n${footer[language]}\n${footerLink[language]} ${link}\n`;

/** Inside the document, where the HTML is a whole one. */
function withHtmlLink(html: string, link: string, language: Locale): string {
	const line = `<p style="font-size:12px;color:#666">${footer[language]} <a href="${escapeHtml(link)}">${footerLink[language]}</a></p>`;
	return html.replace(/<\/body\s*>|$/i, (end) => line + end);
}

/** Writes a letter out. */
export async function writeLetter(message: Outgoing, from: Mailbox): Promise<Letter> {
	const { id, name, body, html, language, attachments, inReplyTo, data } = message;
	const link = unsubscribeLink(message);
	const text = cutBytes(body, limits.body.text);
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
		text: link ? withLink(text, link, language) : text,
		...(html && { html: link ? withHtmlLink(html, link, language) : html }),
		messageId,
		...(inReplyTo && { inReplyTo: oneLine(inReplyTo), references: oneLine(inReplyTo) }),
		// RFC 3834: nobody's holiday notice answers what a machine wrote.
		headers: [{ key: 'Auto-Submitted', value: inReplyTo ? 'auto-replied' : 'auto-generated' }, ...unsubscribeHeaders(link)],
		attachments: files,
		// A content that looks like a path or an address stays a content.
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return { from: from.address, to: message.address, messageId, source: await composer.compile().build() };
}
