import type { CrmRecord } from '../../core/crm';
import { objects } from '../../core/schema/objects';
import { newRecord, writeChanges } from '../../core/store';
import type { TestCrm } from './testCrm';

/** A message of ours that went out, as it stands in the store. */
export async function sentMessage(crm: TestCrm, fields: Record<string, unknown> = {}): Promise<CrmRecord> {
	const message = objects.get('message');
	const after = newRecord(message, {
		direction: 'outbound',
		status: 'sent',
		at: '2026-03-01T01:00:00.000Z',
		sentAt: '2026-03-01T01:00:01.000Z',
		channel: 'email',
		purpose: 'marketing',
		addressKind: 'email',
		address: 'wang@example.com',
		providerId: '<offer-1@shop.example>',
		...fields,
	});
	await crm.store.write(crm.context, async (tx) => await writeChanges(tx, [{ object: message, after }]));
	return after;
}
