import type { AddressKind, Purpose } from '../../channels/channel';
import type { PersonObject } from '../../consentTypes';
import type { Sql, StoreTx } from '../../store';
import type { Locale } from '../../text';
import { isLoopback } from '../loopback';
import { latestPage, noPage } from '../registeredPage';
import { issueTokens } from '../tokens';
import { unsubscribePage } from './unsubscribe.page';

/** Who is to get a link that takes them off the list. */
export interface Unsubscriber {
	/** The person's record, all of whose addresses the link takes off … */
	readonly object?: PersonObject;
	readonly recordId?: string;
	/** … and the address the message goes to. */
	readonly addressKind: AddressKind;
	readonly address: string;
	readonly purpose: Purpose;
	/** The message that holds the link, … */
	readonly messageId?: string;
	/** … its language, and who it says it is from. */
	readonly language?: Locale;
	readonly sender?: string;
}

/** Why there are no such addresses, or none that a reader can open. */
export async function unsubscribePageFault(sql: Sql): Promise<'noPage' | 'pageOnlyHere' | undefined> {
	const page = await latestPage(sql);
	if (!page) return 'noPage';
	return isLoopback(page.url) ? 'pageOnlyHere' : undefined;
}

/**
 * Addresses of the page that takes people off the list, one each in their order; for `List-Unsubscribe` and for texts.
 * @throws CrmError Refused while no CRM Page is switched on
 */
export async function unsubscribeUrls(tx: StoreTx, people: readonly Unsubscriber[]): Promise<string[]> {
	if (people.length === 0) return [];
	const page = await latestPage(tx);
	if (!page) throw noPage();
	const subjects = people.map(({ object, recordId, purpose, addressKind, address, messageId, language, sender }) => ({
		object,
		recordId,
		purpose,
		data: { addressKind, address, ...(messageId && { messageId }), ...(language && { language }), ...(sender && { sender }) },
	}));
	return (await issueTokens(tx, unsubscribePage, subjects)).map((token) => `${page.url}?t=${token}`);
}
