import { objects } from '../schema/objects';
import type { CrmRecord } from '../crm';
import { recordsById } from '../store';
import type { SendCall } from './call';

/** The fields of a message that name people. */
const people = [
	['leadId', 'lead'],
	['contactId', 'contact'],
	['customerId', 'customer'],
	['userId', 'user'],
] as const;

/** Messages whose recipients were deleted since; one that another record has the address of is not. */
export async function recipientsGone({ session, channel }: SendCall, messages: readonly CrmRecord[]): Promise<Set<string>> {
	const dead = new Set<string>();
	const alive = new Set<string>();
	for (const [field, name] of people) {
		const linked = messages.filter((message) => typeof message[field] === 'string');
		if (linked.length === 0) continue;
		const ids = linked.map((message) => String(message[field]));
		// Whoever may not see a person may still send what was written to that person.
		const found = await recordsById(session.store.read, objects.get(name), { ids, scope: { kind: 'all' } });
		for (const message of linked) {
			const person = found.get(String(message[field]));
			if (person && channel.addressOf(person, name) !== message.address) continue;
			(person?.deletedAt === null ? alive : dead).add(message.id);
		}
	}
	return new Set([...dead].filter((id) => !alive.has(id)));
}
