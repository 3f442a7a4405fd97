/** An e-mail as n8n's IMAP trigger gives it, whichever format is chosen there. */
export interface MailItem {
	/** The value of a header, unfolded; empty when it is missing. */
	header(name: string): string;
	readonly from: { readonly address: string; readonly name: string };
	readonly text: string;
	readonly html: string;
}

type Plain = Readonly<Record<string, unknown>>;

const plain = (value: unknown): Plain => (typeof value === 'object' && value !== null ? (value as Plain) : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads an item of the resolved or simple format (n8n-nodes-base/EmailReadImap/v2/utils.js); undefined for anything else. */
export function readMail(json: unknown): MailItem | undefined {
	const item = plain(json);
	const simple = typeof item.metadata === 'object';
	if (!simple && typeof item.headers !== 'object') return undefined;
	const header = simple ? simpleHeader(item) : resolvedHeader(item);
	return {
		header,
		from: senderOf(item.from) ?? mailbox(header('from')),
		text: text(simple ? item.textPlain : item.text),
		html: text(simple ? item.textHtml : item.html),
	};
}

const unfold = (value: string): string => value.replace(/\r?\n[ \t]+/g, ' ').trim();

/** Resolved: whole lines, by lower-case name. */
const resolvedHeader = (item: Plain) => (name: string) => unfold(text(plain(item.headers)[name]).replace(/^[^:]*:/, ''));

/** Simple: five of them beside the text, the others in `metadata`. */
const simpleHeader = (item: Plain) => (name: string) => unfold(text(plain(item.metadata)[name] ?? item[name]));

/** mailparser's address object. */
function senderOf(from: unknown): MailItem['from'] | undefined {
	const [first] = (plain(from).value as unknown[] | undefined) ?? [];
	const { address, name } = plain(first);
	return typeof address === 'string' ? { address, name: text(name) } : undefined;
}

/** `Name <address>`, or the address alone. */
function mailbox(raw: string): MailItem['from'] {
	const match = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/.exec(raw);
	return match ? { address: match[2], name: match[1] } : { address: raw.trim(), name: '' };
}

/** Every `<…>` of a header that names messages. */
export const messageNames = (header: string): string[] => header.match(/<[^<>\s]+>/g) ?? [];
