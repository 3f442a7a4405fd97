import type { Channel } from '../channels/channel';
import { normaliseAddress } from '../consents';
import type { AddressRecipient, CrmRecord, Recipient, RecipientObject } from '../crm';
import { CrmError } from '../errors';
import { notFound, type Session } from '../records';
import { Bindings, breathe, chunksOf, formatOf, quote, recordsById, type Sql } from '../store';
import type { Person } from './call';

/** Records by object and id. */
export type Found = ReadonlyMap<string, ReadonlyMap<string, CrmRecord>>;

/** The records of some references, in one statement per object; deleted ones are there. Users may be seen by all. */
export async function findRecords(session: Session, wanted: ReadonlyArray<{ object: string; id: string }>): Promise<Found> {
	const found = new Map<string, ReadonlyMap<string, CrmRecord>>();
	for (const [name, list] of Map.groupBy(wanted, ({ object }) => object)) {
		const object = session.objects.get(name as RecipientObject);
		const scope = name === 'user' ? ({ kind: 'all' } as const) : session.context.scope;
		found.set(name, await recordsById(session.store.read, object, { ids: list.map(({ id }) => id), scope }));
	}
	return found;
}

/** A live record. @throws CrmError RecordNotFound */
export function liveRecord(session: Session, found: Found, { object, id }: { object: string; id: string }): CrmRecord {
	const record = found.get(object)?.get(id);
	if (!record || record.deletedAt !== null) throw notFound(session.objects.get(object as RecipientObject), id, record !== undefined);
	return record;
}

const nameOf = (record: CrmRecord): string | undefined => (typeof record.name === 'string' ? record.name : undefined);

function freePerson(channel: Channel, { address, name }: AddressRecipient): Person {
	const read = normaliseAddress(channel.addressKind, address);
	if (!read.ok)
		throw new CrmError(
			'ValidationFailed',
			{ en: `Address ${read.problem.en}`, 'zh-CN': `地址${read.problem['zh-CN']}` },
			{
				hint: { en: 'Correct the address.', 'zh-CN': '请修改地址。' },
				field: 'address',
				problems: [{ field: 'address', message: read.problem }],
			},
		);
	return { address: read.value, name };
}

/** Whom each recipient is; one that is not there throws when it is asked for. */
export interface People {
	/** @throws CrmError RecordNotFound, ValidationFailed */
	of(recipient: Recipient): Person;
}

/** Looks recipients up, in a statement per object and one for the contacts of customers. */
export async function findPeople(session: Session, channel: Channel, recipients: readonly Recipient[]): Promise<People> {
	const found = await findRecords(
		session,
		recipients.flatMap((recipient) => ('object' in recipient ? [recipient] : [])),
	);
	const unreachable = [...(found.get('customer') ?? new Map<string, CrmRecord>()).values()].filter(
		(customer) => channel.addressOf(customer, 'customer') === undefined,
	);
	const contacts = await primaryContacts(
		session,
		unreachable.map(({ id }) => id),
	);
	return {
		of: (recipient) => {
			if (!('object' in recipient)) return freePerson(channel, recipient);
			const record = liveRecord(session, found, recipient);
			const contact = recipient.object === 'customer' ? contacts.get(record.id) : undefined;
			if (!contact) return personOf(channel, recipient.object, record);
			return { ...personOf(channel, 'contact', contact), named: { object: 'customer', record } };
		},
	};
}

function personOf(channel: Channel, object: RecipientObject, record: CrmRecord): Person {
	const address = channel.addressOf(record, object);
	return { object, record, address: address === '' ? undefined : address, name: nameOf(record) };
}

/** Of each customer the contact that is marked as primary, and without one the oldest. */
async function primaryContacts(session: Session, customerIds: readonly string[]): Promise<Map<string, CrmRecord>> {
	const contacts = new Map<string, CrmRecord>();
	const object = session.objects.get('contact');
	const format = formatOf(object);
	const read: Sql = session.store.read;
	for (const chunk of chunksOf(customerIds, 250)) {
		const bindings = new Bindings(read);
		const rows = await read.query(
			`SELECT ${format.select} FROM ${quote(object.table)} t WHERE ${bindings.among('t."customerId"', chunk)} AND t."deletedAt" IS NULL
			ORDER BY CASE WHEN t."primary" THEN 0 ELSE 1 END, t."id"`,
			bindings.values,
		);
		for (const row of rows) {
			const contact = format.decode(row);
			const customerId = String(contact.customerId);
			if (!contacts.has(customerId)) contacts.set(customerId, contact);
		}
		await breathe();
	}
	return contacts;
}
