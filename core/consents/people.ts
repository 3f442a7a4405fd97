import type { PersonObject } from '../consentTypes';
import type { CrmRecord } from '../recordTypes';
import { objects } from '../schema/objects';
import { Bindings, breathe, chunksOf, recordsById, type Sql } from '../store';
import { addressKey, type Address } from './address';

export const personObjects = ['lead', 'contact', 'customer'] as const satisfies readonly PersonObject[];

/** The records that a message, a consent or a suppression is about. */
export interface Links {
	readonly leadId: string | null;
	readonly contactId: string | null;
	readonly customerId: string | null;
}

/** The records that an address belongs to; of each object the newest. */
export interface People {
	readonly lead?: CrmRecord;
	readonly contact?: CrmRecord;
	readonly customer?: CrmRecord;
}

/** Kinds of address that people are matched on, by the kind of their match key. */
const identityKinds: Readonly<Partial<Record<Address['addressKind'], string>>> = {
	email: 'email',
	phone: 'phone',
	externalUserId: 'externalUserId',
};

/** A contact belongs to a company, and a converted lead became both. */
export function linksOf({ lead, contact, customer }: People): Links {
	return {
		leadId: lead?.id ?? null,
		contactId: contact?.id ?? idOf(lead?.convertedContactId),
		customerId: customer?.id ?? idOf(contact?.customerId) ?? idOf(lead?.convertedCustomerId),
	};
}

/** Those that a message is about already. */
export const linksOfMessage = ({ leadId, contactId, customerId }: CrmRecord): Links => ({
	leadId: idOf(leadId),
	contactId: idOf(contactId),
	customerId: idOf(customerId),
});

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * Live records by address ({@link addressKey}), in a few statements for all; an address of nobody is missing.
 * @param lock in a write: nobody else changes them until it ends
 */
export async function peopleByAddress(sql: Sql, addresses: readonly Address[], lock?: 'change'): Promise<Map<string, People>> {
	const owners = [...(await ownersByIdentity(sql, addresses)), ...ownersByRecord(addresses)];
	const found = new Map<string, { -readonly [Name in PersonObject]?: CrmRecord }>();
	for (const name of personObjects) {
		const own = owners.filter(({ object }) => object === undefined || object === name);
		const records = await recordsById(sql, objects.get(name), { ids: own.map(({ id }) => id), scope: { kind: 'all' }, lock });
		for (const { key, id } of own) {
			await breathe();
			const record = records.get(id);
			if (!record || record.deletedAt !== null) continue;
			const people = found.get(key) ?? {};
			found.set(key, people);
			// Ids rise with time.
			if (!people[name] || people[name].id < record.id) people[name] = record;
		}
	}
	return found;
}

interface Owner {
	readonly key: string;
	readonly object?: string;
	readonly id: string;
}

/** In the outbox a record is its own address. */
const ownersByRecord = (addresses: readonly Address[]): Owner[] =>
	addresses.filter(({ addressKind }) => addressKind === 'record').map((address) => ({ key: addressKey(address), id: address.address }));

async function ownersByIdentity(sql: Sql, addresses: readonly Address[]): Promise<Owner[]> {
	const wanted = new Map(
		addresses.flatMap((address) => {
			const kind = identityKinds[address.addressKind];
			return kind ? [[`${kind} ${address.address}`, [kind, address.address]] as [string, string[]]] : [];
		}),
	);
	const owners: Owner[] = [];
	for (const chunk of chunksOf([...wanted.values()], 240)) {
		const bindings = new Bindings(sql);
		const rows = await sql.query<{ kind: string; value: string; object: string; recordId: string }>(
			`SELECT i."kind", i."value", i."object", i."recordId" FROM ${bindings.rows(chunk, { kind: 'text', value: 'text' })} w
			CROSS JOIN "crm_identity" i WHERE i."kind" = w."kind" AND i."value" = w."value"`,
			bindings.values,
		);
		// A match key is named like the kind of address.
		owners.push(...rows.map(({ kind, value, object, recordId }) => ({ key: `${kind} ${value}`, object, id: recordId })));
		await breathe();
	}
	return owners;
}
