import type { CrmRecord, NewMessage } from '../crm';
import type { Session } from '../records';
import { breathe } from '../store';
import type { Person } from './call';
import { findRecords, type Found } from './people';

interface Subject {
	readonly input: NewMessage;
	readonly person: Person;
	readonly about?: { readonly object: string; readonly record: CrmRecord };
}

interface Naming extends Subject {
	/** First names of the variables of its texts. */
	readonly roots: ReadonlySet<string>;
}

/** Records that texts name beside the recipient and what the message is about: owners, and the customer of a contact. */
export type Related = Found;

/** The fields that lead from a record to another one a text may name, by the name it has there. */
const ways = { owner: ['ownerId', 'user'], customer: ['customerId', 'customer'] } as const;

/** Reads what the texts name and nothing else. */
export async function findRelated(session: Session, drafts: readonly Naming[]): Promise<Related> {
	const wanted: Array<{ object: string; id: string }> = [];
	for (const draft of drafts) {
		wanted.push(...namedBy(draft));
		await breathe();
	}
	return await findRecords(session, wanted);
}

function namedBy(draft: Naming): Array<{ object: string; id: string }> {
	return Object.entries(ways)
		.filter(([name]) => draft.roots.has(name))
		.flatMap(([, [field, object]]) =>
			recordsOf(draft).flatMap(({ record }) => (typeof record[field] === 'string' ? [{ object, id: record[field] }] : [])),
		);
}

function recordsOf({ person: { object, record, named }, about }: Subject): Array<{ object: string; record: CrmRecord }> {
	return [object && record && { object, record }, named, about].flatMap((one) => one || []);
}

/**
 * What a text may name: the fields of the recipient, the recipient and the record it is about under their kinds (`lead`,
 * `contact`, `opportunity` …) and as `recipient` and `record`, `owner`, `customer`, and the variables given for this message.
 */
export function contextOf(draft: Subject, related: Related): Record<string, unknown> {
	const { input, person, about } = draft;
	const records = recordsOf(draft);
	const kinds = Object.fromEntries(records.map(({ object, record }) => [object, record]));
	const linked = ([field, object]: readonly [string, string]) => {
		const id = [about?.record, person.record, person.named?.record]
			.map((record) => record?.[field])
			.find((found) => typeof found === 'string');
		return typeof id === 'string' ? (related.get(object)?.get(id) ?? null) : null;
	};
	return {
		...(person.record ?? { name: person.name ?? null }),
		recipient: person.record ?? { name: person.name ?? null },
		record: about?.record ?? person.named?.record ?? person.record ?? null,
		owner: linked(ways.owner),
		customer: linked(ways.customer),
		...kinds,
		...input.variables,
	};
}
