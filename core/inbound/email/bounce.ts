import { readAddress } from '../../consents';
import { bounded, idsIn, type Report } from '../notice';
import { messageNames, type MailItem } from './mailItem';

/** One recipient of a report (RFC 3464 §2.3). */
interface Fields {
	recipient: string;
	action: string;
	status: string;
	diagnostic: string;
}

const reportType = /^multipart\/report\b.*report-type="?delivery-status/i;

export const isReport = (mail: MailItem): boolean => reportType.test(mail.header('content-type'));

/** What of a mail server's report is looked into: mailparser adds one part to the text, and the others are files. */
export const isReportPart = (type: string): boolean => /^(?:message\/(?:delivery-status|rfc822)|text\/rfc822-headers)\b/i.test(type);

/**
 * Enhanced codes (RFC 3463, RFC 7505) that say that there is no such address: unknown or ambiguous mailbox, system or syntax,
 * moved without a trace, a domain that takes no mail, a mailbox that was switched off. All others may be about the message,
 * the sender, the network or the day; 5.0.0 and 5.5.0 are what servers write that say nothing.
 */
const badAddress = /^5\.(?:1\.(?:[0-3]|6|10)|2\.1)$/;

/** QQ says so with 550 (service.mail.qq.com); it passes. */
const passes = /frequency limited|频率/i;

/** What became of our message, one report a recipient. Nothing of the report's own words is believed but its fields. */
export function readBounce(mail: MailItem, parts: readonly string[], base: Pick<Report, 'id' | 'at'>): Report[] {
	const all = [mail.text, ...parts].join('\n\n');
	const names = [...originals(all), ...messageNames(`${mail.header('in-reply-to')} ${mail.header('references')}`)];
	const about = { providerIds: names, messageIds: names.flatMap(idsIn) };
	return recipientsOf(all).map((fields, index) => ({
		...base,
		id: `${base.id} ${index}`,
		kind: 'report',
		channel: 'email',
		outcome: outcomeOf(fields),
		about,
		to: readAddress('email', fields.recipient),
		code: bounded(fields.status, 100),
		message: bounded(fields.diagnostic, 1000),
		badAddress: isBadAddress(fields),
	}));
}

function outcomeOf({ action, status }: Fields): Report['outcome'] {
	if (action === 'failed') return 'failed';
	if (action === 'delivered' || action === 'relayed' || action === 'expanded') return 'delivered';
	return action === '' && status.startsWith('5.') ? 'failed' : 'delayed';
}

const isBadAddress = (fields: Fields): boolean =>
	outcomeOf(fields) === 'failed' && badAddress.test(fields.status) && !passes.test(fields.diagnostic);

function recipientsOf(text: string): Fields[] {
	const found: Fields[] = [];
	for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
		const match = /^(final-recipient|original-recipient|action|status|diagnostic-code):\s*(.*)$/i.exec(line);
		if (!match) continue;
		const [name, value] = [match[1].toLowerCase(), match[2].trim()];
		const last = found.at(-1);
		if (name === 'final-recipient') found.push({ recipient: value.replace(/^[^;]*;\s*/, ''), action: '', status: '', diagnostic: '' });
		else if (last && name === 'action') last.action ||= value.toLowerCase();
		else if (last && name === 'status') last.status ||= /\d\.\d+\.\d+/.exec(value)?.[0] ?? '';
		else if (last && name === 'diagnostic-code') last.diagnostic ||= value.replace(/^smtp;\s*/i, '');
	}
	// The text and a file may hold the same part.
	return [...new Map(found.map((fields) => [fields.recipient.toLowerCase(), fields])).values()];
}

/** Message-IDs in the headers of what came back. */
const originals = (text: string): string[] => [...text.matchAll(/^message-id:\s*(<[^<>\s]+>)/gim)].map((match) => match[1]);
