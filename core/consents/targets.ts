import type { AddressTarget, PersonObject } from '../consentTypes';
import type { CrmRecord } from '../recordTypes';
import { Batch, notFound, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, recordsById, type Sql } from '../store';
import { addressKey, badAddress, noAddress, readAddress, type Address } from './address';
import { linksOf, peopleByAddress, personObjects, type Links } from './people';

/** An address with the people it belongs to. */
export interface Target extends Address {
	readonly links: Links;
}

/** Fields of a person's record that hold an address. */
const addressFields = [
	['email', 'email'],
	['mobile', 'phone'],
	['phone', 'phone'],
	['externalUserId', 'externalUserId'],
] as const;

/** Every address that a record can be reached at, the outbox last. */
export function addressesOf(record: CrmRecord): Address[] {
	const found = addressFields.flatMap(([field, addressKind]) => readAddress(addressKind, record[field]) ?? []);
	const own: Address = { addressKind: 'record', address: record.id };
	return [...new Map([...found, own].map((address) => [addressKey(address), address])).values()];
}

/** The addresses that each input means; inputs without a good one are marked. */
export async function readTargets<I extends AddressTarget, T>(
	sql: Sql,
	{ context }: Session,
	batch: Batch<I, T>,
): Promise<Map<number, Target[]>> {
	const records = new Map<PersonObject, Map<string, CrmRecord>>();
	for (const name of personObjects) {
		const ids = batch.inputs.flatMap(({ object, id }) => (object === name && id !== undefined ? [id] : []));
		records.set(name, await recordsById(sql, objects.get(name), { ids, scope: context.scope }));
	}
	const found = new Map<number, Array<Address & { links?: Links }>>();
	for (const [index, input] of batch.inputs.entries()) {
		await breathe();
		if (!batch.isOpen(index)) continue;
		const targets = input.id !== undefined && input.object ? ofRecord(records.get(input.object)?.get(input.id), input) : ofAddress(input);
		if (targets instanceof Error) batch.fail(index, targets);
		else found.set(index, targets);
	}
	return await withPeople(sql, found);
}

function ofRecord(record: CrmRecord | undefined, { object, id = '', addressKind }: AddressTarget) {
	const type = objects.get(object as PersonObject);
	if (!record || record.deletedAt !== null) return notFound(type, id, record !== undefined);
	const addresses = addressesOf(record).filter((address) => !addressKind || address.addressKind === addressKind);
	const links = linksOf({ [type.name]: record });
	return addresses.length > 0 ? addresses.map((address) => ({ ...address, links })) : noAddress();
}

function ofAddress({ addressKind, address }: AddressTarget) {
	if (!addressKind || address === undefined) return noAddress();
	const read = readAddress(addressKind, address);
	return read ? [read] : badAddress();
}

async function withPeople(
	sql: Sql,
	found: ReadonlyMap<number, ReadonlyArray<Address & { links?: Links }>>,
): Promise<Map<number, Target[]>> {
	const unknown = [...found.values()].flat().filter(({ links }) => !links);
	const people = await peopleByAddress(sql, unknown);
	const targets = new Map<number, Target[]>();
	for (const [index, addresses] of found) {
		targets.set(
			index,
			addresses.map((address) => ({ ...address, links: address.links ?? linksOf(people.get(addressKey(address)) ?? {}) })),
		);
		await breathe();
	}
	return targets;
}
