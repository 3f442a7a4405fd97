import type { Outgoing } from '../channels/channel';
import type { CrmRecord } from '../crm';
import type { Job } from './call';
import { withSecrets } from './secrets';

/** A message as its channel is given it. */
export function outgoingOf(job: Job, record: CrmRecord): Outgoing {
	const { purpose, language, attachments, data, unsubscribeUrl, inReplyTo } = job;
	const { form, subject, body, html, card, vendor } = withSecrets(job);
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
