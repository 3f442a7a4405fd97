import { unsubscribeUrls } from '../pages';
import type { PersonObject } from '../consentTypes';
import type { StoreTx } from '../store';
import type { CrmRecord } from '../crm';
import type { Reserved, SendCall } from './call';

/** The record of a message that a person is known by. */
const people = [
	['contactId', 'contact'],
	['leadId', 'lead'],
	['customerId', 'customer'],
] as const;

/**
 * Gives marketing by e-mail the link that takes its reader off the list: mailbox providers and the law ask for one.
 * @throws CrmError Refused while no CRM Page is switched on
 */
export async function withUnsubscribe(tx: StoreTx, { channel }: SendCall, open: readonly Reserved[]): Promise<Reserved[]> {
	const wanted = open.filter(({ job }) => channel.addressKind === 'email' && job.purpose === 'marketing' && job.person.object !== 'user');
	const urls = await unsubscribeUrls(
		tx,
		wanted.map(({ record }) => ({
			...subjectOf(record),
			addressKind: channel.addressKind,
			address: String(record.address),
			purpose: 'marketing' as const,
			messageId: record.id,
		})),
	);
	const links = new Map(wanted.map(({ record }, i) => [record.id, urls[i]]));
	return open.map(({ job, record }) => ({ job: { ...job, unsubscribeUrl: links.get(record.id) }, record }));
}

function subjectOf(record: CrmRecord): { object?: PersonObject; recordId?: string } {
	const [field, object] = people.find(([name]) => typeof record[name] === 'string') ?? [];
	return field && object ? { object, recordId: String(record[field]) } : {};
}
