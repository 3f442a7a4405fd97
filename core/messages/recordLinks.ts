import type { CrmRecord } from '../crm';
import type { Person } from './call';

/** The fields of a message by which records show it in their timelines. */
const linked: Readonly<Record<string, string>> = {
	lead: 'leadId',
	customer: 'customerId',
	contact: 'contactId',
	opportunity: 'opportunityId',
	user: 'userId',
};

/** The records that a message is shown with: whom it goes to, and what it is about. */
export function linksOf(
	{ object, record, named }: Person,
	about: { readonly object: string; readonly record: CrmRecord } | undefined,
): Record<string, unknown> {
	const shown = about ?? named ?? (object && record && { object, record });
	const links: Record<string, unknown> = { recordObject: shown?.object, recordId: shown?.record.id };
	for (const one of [object && record && { object, record }, named, about]) {
		if (!one) continue;
		if (one.object in linked) links[linked[one.object]] ??= one.record.id;
		for (const name of ['customerId', 'leadId', 'contactId', 'opportunityId']) {
			// A lead's own customer is a step of its lifecycle, and not whom this is about.
			if (one.object !== 'lead' && typeof one.record[name] === 'string') links[name] ??= one.record[name];
		}
	}
	return links;
}
