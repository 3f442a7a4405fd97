import type { AddressKind, Purpose } from '../../channels/channel';
import type { PersonObject } from '../../consentTypes';
import type { StoreTx } from '../../store';
import type { Locale } from '../../text';
import { addressesOf } from '../links';
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

/**
 * Addresses of the page that takes people off the list, one each in their order; for `List-Unsubscribe` and for texts.
 * @throws CrmError Refused while no CRM Page is switched on
 */
export async function unsubscribeUrls(tx: StoreTx, people: readonly Unsubscriber[]): Promise<string[]> {
	const subjects = people.map(({ object, recordId, purpose, addressKind, address, messageId, language, sender }) => ({
		object,
		recordId,
		purpose,
		data: { addressKind, address, ...(messageId && { messageId }), ...(language && { language }), ...(sender && { sender }) },
	}));
	return subjects.length === 0 ? [] : await addressesOf(tx, await issueTokens(tx, unsubscribePage, subjects));
}
