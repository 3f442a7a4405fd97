import type { ObjectName } from '../schema/types';
import type { CrmRecord } from '../recordTypes';
import type { Session } from '../records';
import { Bindings, breathe, chunksOf, recordsById, type Sql, type StoreTx } from '../store';
import { pageKind, pageKinds } from './kinds';
import { isLoopback } from './loopback';
import type { LinkData, PageKind, PageLink, TokenSubject } from './pageKind';
import { latestPage, noPage } from './registeredPage';
import { issueTokens, keyOf, tokenLength } from './tokens';

/** A link to a page, or the key of a card's button, for one message. */
export interface LinkWanted {
	readonly kind: string;
	/** Of a button. */
	readonly word?: string;
	/** The record of whom the message goes to: the token is theirs. */
	readonly recipient: { readonly object: ObjectName; readonly id: string };
	readonly about: { readonly object: ObjectName; readonly id: string };
	readonly messageId: string;
	/** Whether the message was handed over before: what it held then leads nowhere any more. */
	readonly again: boolean;
}

/** The kinds of pages that a text may name, each with how. */
export const linkedKinds = (): Array<{ readonly id: string; readonly link: PageLink }> =>
	pageKinds.flatMap(({ id, link }) => (link ? [{ id, link }] : []));

/** Why there are no addresses of pages, or none that anybody else can open. */
export async function pageFault(sql: Sql): Promise<'noPage' | 'pageOnlyHere' | undefined> {
	const page = await latestPage(sql);
	if (!page) return 'noPage';
	return isLoopback(page.url) ? 'pageOnlyHere' : undefined;
}

const addressOf = (pageUrl: string, token: string): string => `${pageUrl}?t=${token}`;

/** A text without the tokens of the links in it: whoever answers a message quotes its links. */
export const withoutTokens = (text: string): string => text.replace(/([?&]t=)[\w-]{43}(?![\w-])/g, '$1…');

/** Characters of a token that give nothing away. */
const harmless = 7;

/**
 * A text without the tokens of these addresses and keys, nor any piece of one: whoever repeats a message may break its lines
 * and cut it off.
 */
export function withoutTheTokens(text: string, secrets: Iterable<string>): string {
	const pieces = new Set<string>();
	for (const secret of secrets) {
		const token = secret.slice(-tokenLength);
		for (let at = 0; at + harmless < token.length; at++) pieces.add(token.slice(at, at + harmless + 1));
	}
	const hidden = new Set<number>();
	for (let at = 0; at + harmless < text.length; at++)
		if (pieces.has(text.slice(at, at + harmless + 1))) for (let i = at; i <= at + harmless; i++) hidden.add(i);
	if (hidden.size === 0) return text;
	return Array.from({ length: text.length }, (_, i) => (hidden.has(i) ? (hidden.has(i - 1) ? '' : '…') : text[i])).join('');
}

/** Characters that the address of a page has now, for texts that are written before there is one. */
export async function linkLength(sql: Sql): Promise<number> {
	const page = await latestPage(sql);
	return addressOf(page?.url ?? '', '').length + tokenLength;
}

/** Addresses with these tokens. @throws CrmError Refused while no CRM Page is switched on */
export async function addressesOf(tx: StoreTx, tokens: readonly string[]): Promise<string[]> {
	if (tokens.length === 0) return [];
	const page = await latestPage(tx);
	if (!page) throw noPage();
	return tokens.map((token) => addressOf(page.url, token));
}

/**
 * What is to stand in messages, in the order of what is wanted: an address for a link, a key for a button.
 * @throws CrmError Refused while no CRM Page is switched on
 */
export async function issueLinks(tx: StoreTx, { objects }: Pick<Session, 'objects'>, wanted: readonly LinkWanted[]): Promise<string[]> {
	await forgetEarlier(tx, wanted);
	const made = new Map<LinkWanted, string>();
	for (const [id, list] of Map.groupBy(wanted, ({ kind }) => kind)) {
		const kind = pageKind(id);
		if (!kind) throw new Error(`there is no page of the kind ${id}`);
		const tokens = await issueTokens(tx, kind, await subjectsOf(tx, { objects, kind }, list));
		list.forEach((one, i) => made.set(one, one.word === undefined ? tokens[i] : keyOf(tokens[i])));
	}
	const links = wanted.filter(({ word }) => word === undefined);
	const addresses = await addressesOf(
		tx,
		links.map((one) => made.get(one) ?? ''),
	);
	links.forEach((one, i) => made.set(one, addresses[i]));
	return wanted.map((one) => made.get(one) ?? '');
}

async function subjectsOf(
	tx: StoreTx,
	{ objects, kind }: Pick<Session, 'objects'> & { readonly kind: PageKind },
	wanted: readonly LinkWanted[],
): Promise<TokenSubject[]> {
	const { link } = kind;
	const ids = link?.bind ? [...new Set(wanted.map(({ about }) => about.id))] : [];
	const records =
		link && ids.length > 0 ? await recordsById(tx, objects.get(link.about), { ids, scope: { kind: 'all' } }) : new Map<string, CrmRecord>();
	const subjects: TokenSubject[] = [];
	for (const { word, recipient, about, messageId } of wanted) {
		const data: LinkData = { aboutObject: about.object, aboutId: about.id, messageId, ...(word !== undefined && { word }) };
		const record = records.get(about.id);
		subjects.push({ object: recipient.object, recordId: recipient.id, data: { ...(record && link?.bind?.(record)), ...data } });
		await breathe();
	}
	return subjects;
}

/** Tokens that an earlier try of the same messages held: nobody knows who has seen them. */
async function forgetEarlier(tx: StoreTx, wanted: readonly LinkWanted[]): Promise<void> {
	const earlier = wanted.filter(({ again }) => again);
	for (const chunk of chunksOf(earlier, 240)) {
		const bindings = new Bindings(tx);
		// Driven by the recipients, which have an index.
		await tx.send(
			`DELETE FROM "crm_page_token" WHERE ${bindings.among('"recordId"', [...new Set(chunk.map(({ recipient }) => recipient.id))])}
			AND ${bindings.among('"kind"', [...new Set(chunk.map(({ kind }) => kind))])}
			AND ${bindings.among(tx.dialect.custom('"data"', 'messageId', 'text'), [...new Set(chunk.map(({ messageId }) => messageId))])}`,
			bindings.values,
		);
		await breathe();
	}
}
