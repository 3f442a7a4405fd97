import type { PageKindInfo, Pages } from '../pageTypes';
import type { Session } from '../records';
import { answerPage } from './answer';
import { pageKinds } from './kinds';
import { latestPage, registerPage, unregisterPage } from './registeredPage';

export { unavailablePage } from './answer';
export { issueLinks, linkedKinds, linkLength, pageFault, withoutTheTokens, withoutTokens, type LinkWanted } from './links';
export { isLoopback } from './loopback';
export { pageProblems } from './problems';
export { pressKey } from './press';
export { unsubscribeUrls } from './unsubscribe/urls';

/** What a node needs to know of the kinds of pages. */
export const pageKindInfos: readonly PageKindInfo[] = pageKinds.map(({ id, text }) => ({ id, text }));

/** The operations on pages, for one caller. */
export const pagesOf = (session: Session): Pages => ({
	register: async (page) => await session.store.write(session.context, async (tx) => await registerPage(tx, page)),
	isRegistered: async ({ id, url }) => {
		const page = await latestPage(session.store.read);
		return page?.id === id && page.url === url;
	},
	unregister: async (id) => await session.store.write(session.context, async (tx) => await unregisterPage(tx, id)),
	answer: async (request) => await answerPage(session, request),
});
