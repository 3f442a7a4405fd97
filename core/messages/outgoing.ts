import type { Outgoing } from '../channels/channel';
import type { CrmRecord } from '../crm';
import type { Job } from './call';

/** A message as its channel is given it. */
export function outgoingOf(
	{ rendered, purpose, language, attachments, data, unsubscribeUrl, inReplyTo }: Job,
	record: CrmRecord,
): Outgoing {
	const { form, subject, body, html, card, vendor } = rendered;
	return {
		id: record.id,
		address: String(record.address ?? ''),
		...(typeof record.recipientName === 'string' && { name: record.recipientName }),
		purpose,
		language,
		form,
		subject,
		body,
		html,
		card,
		vendor,
		attachments,
		unsubscribeUrl,
		inReplyTo,
		data,
	};
}
