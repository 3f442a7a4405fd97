import { hash } from 'node:crypto';
import { readAddress } from '../../consents';
import type { InboundFile } from '../../inboundTypes';
import { bounded, idsIn, timeOf, type InboundNotice, type Received } from '../notice';
import { isReport, isReportPart, readBounce } from './bounce';
import { messageNames, readMail, type MailItem } from './mailItem';

/** Characters of a report's part that are looked into. */
const maxPart = 256 * 1024;

const bulk = /^(?:bulk|junk|list|auto_reply)$/i;

/** RFC 3834: written by a machine. Newsletters and notices without a sender too. */
function isAutomatic({ header }: MailItem): boolean {
	const submitted = header('auto-submitted').toLowerCase();
	if (submitted !== '' && !/^no\b/.test(submitted)) return true;
	if (bulk.test(header('precedence')) || header('list-id') !== '' || header('list-unsubscribe') !== '') return true;
	return header('x-autoreply') !== '' || header('x-autorespond') !== '' || header('return-path') === '<>';
}

/** What an e-mail says; nothing for what is none. */
export async function readEmail(json: unknown, files: readonly InboundFile[], now: number): Promise<InboundNotice[]> {
	const mail = readMail(json);
	if (!mail) return [];
	const base = { id: nameOf(mail), at: timeOf(mail.header('date'), now) };
	if (isReport(mail)) {
		const parts = await Promise.all(
			files.filter(({ type }) => isReportPart(type)).map(async (file) => (await file.text()).slice(0, maxPart)),
		);
		const reports = readBounce(mail, parts, base);
		if (reports.length > 0) return reports;
	}
	return received(mail, files, base);
}

/** Its Message-ID; of one without, what it says. */
function nameOf({ header, from, text }: MailItem): string {
	const [name] = messageNames(header('message-id'));
	return name ?? hash('sha256', [from.address, header('date'), header('subject'), text].join('\n'), 'base64url');
}

function received(mail: MailItem, files: readonly InboundFile[], base: Pick<Received, 'id' | 'at'>): Received[] {
	const from = readAddress('email', mail.from.address);
	if (!from) return [];
	const answers = messageNames(`${mail.header('in-reply-to')} ${mail.header('references')}`);
	const sentTo = `${mail.header('to')} ${mail.header('delivered-to')} ${mail.header('x-original-to')}`;
	const plus = [...sentTo.matchAll(/\+([0-9a-f-]{36})@/gi)].map((match) => match[1]);
	return [
		{
			...base,
			kind: 'received',
			channel: 'email',
			from,
			name: bounded(mail.from.name, 200) || undefined,
			subject: bounded(mail.header('subject'), 500) || undefined,
			body: bounded(mail.text.trim() || textOfHtml(mail.html), 100_000),
			html: mail.html.length <= 500_000 ? mail.html || undefined : undefined,
			attachments: files.slice(0, 20).map(({ name, type, size }) => ({ name: bounded(name, 255), type: bounded(type, 200), size })),
			answers,
			messageIds: [...plus, ...answers].flatMap(idsIn),
			automatic: isAutomatic(mail),
			optOut: false,
		},
	];
}

/** Enough to read what was written where there is no text; it is shown nowhere as HTML. */
const textOfHtml = (html: string): string =>
	html
		.slice(0, 500_000)
		.replace(/<(style|script)\b[^>]*>[^]*?<\/\1>/gi, '')
		.replace(/<(?:br|\/p|\/div|\/tr)\b[^>]*>/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&nbsp;/g, ' ')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&amp;/g, '&')
		.trim();
