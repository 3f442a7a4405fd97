import type { PageAnswer, PageRequest } from '../pageTypes';
import type { Session } from '../records';
import type { Sql } from '../store';
import type { Locale } from '../text';
import { noSuchLink, outOfOrder, tooLarge, wrongMethod } from './errorPages';
import { pageHeaders, renderPage } from './layout';
import type { View } from './pageKind';
import { findToken, markUsed, type FoundToken } from './tokens';

/** Bytes; forms of pages are small. */
const maxPost = 64 * 1024;

interface Answered {
	readonly status: number;
	readonly view: View;
	readonly language?: Locale;
	readonly item?: PageAnswer['item'];
}

const noLink: Answered = { status: 404, view: noSuchLink };

/** Shows the page of a link, or does what its form says. */
export async function answerPage(session: Session, request: PageRequest): Promise<PageAnswer> {
	const { status, view, language = request.language, item } = await answered(session, request);
	return {
		status,
		headers: { ...pageHeaders, ...(status === 405 && { Allow: 'GET, HEAD, POST' }) },
		body: renderPage(view, language),
		item,
	};
}

/** What is answered while the store cannot be reached. */
export const unavailablePage = (language: Locale): PageAnswer => ({
	status: 503,
	headers: { ...pageHeaders, 'Retry-After': '60' },
	body: renderPage(outOfOrder, language),
});

async function answered(session: Session, request: PageRequest): Promise<Answered> {
	const { method, token = '' } = request;
	if (method === 'GET' || method === 'HEAD') return await shown(session, token);
	if (method !== 'POST') return { status: 405, view: wrongMethod };
	if (request.size > maxPost) return { status: 413, view: tooLarge };
	return await acted(session, token, request.form);
}

/** The link of a token that opens a page; the key of a card's button opens none. */
async function findLink(sql: Sql, given: string, lock?: 'lock'): Promise<FoundToken | undefined> {
	const token = await findToken(sql, given, lock);
	return token?.data.word === undefined ? token : undefined;
}

async function shown(session: Session, given: string): Promise<Answered> {
	const { read } = session.store;
	const token = await findLink(read, given);
	const page = await token?.kind.open(read, token, session);
	return page ? { status: 200, view: page.show(), language: page.language } : noLink;
}

async function acted(session: Session, given: string, form: PageRequest['form']): Promise<Answered> {
	// Whoever guesses at links does not make anybody wait.
	if (!(await findLink(session.store.read, given))) return noLink;
	return await session.store.write(session.context, async (tx) => {
		const token = await findLink(tx, given, 'lock');
		const page = await token?.kind.open(tx, token, session);
		if (!token || !page) return noLink;
		const done = await page.post(tx, form);
		const { language } = page;
		if ('wrong' in done) return { status: 422, view: done.wrong, language };
		await markUsed(tx, token);
		const item = done.item && { kind: token.kind.id, json: done.item };
		return { status: 200, view: done.view, language, item };
	});
}
