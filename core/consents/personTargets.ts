import type { PersonObject } from '../consentTypes';
import { objects } from '../schema/objects';
import type { ObjectName } from '../schema/types';
import { recordsById, type Sql } from '../store';
import { addressKey, type Address } from './address';
import { linksOf, peopleByAddress, personObjects } from './people';
import { addressesOf, type Target } from './targets';

/** Every address of one person, with whose they are. */
export interface PersonTargets {
	readonly targets: readonly Target[];
	/** The person's language, as a record of theirs says. */
	readonly language?: string;
}

const isPerson = (object: ObjectName | undefined): object is PersonObject => personObjects.some((name) => name === object);

/** The address given, and all others of the record it was written to, where that is still there. */
export async function personTargets(sql: Sql, of: Address & { object?: ObjectName; id?: string }): Promise<PersonTargets> {
	const { addressKind, address, object, id } = of;
	const own = { addressKind, address };
	const found = (await peopleByAddress(sql, [own])).get(addressKey(own)) ?? {};
	const records = isPerson(object) && id ? await recordsById(sql, objects.get(object), { ids: [id], scope: { kind: 'all' } }) : undefined;
	const record = records?.get(id ?? '');
	const live = record?.deletedAt === null ? record : undefined;
	const people = live && isPerson(object) ? { ...found, [object]: live } : found;
	const links = linksOf(people);
	const addresses = [own, ...(live ? addressesOf(live) : [])];
	const targets = [...new Map(addresses.map((one) => [addressKey(one), { ...one, links }])).values()];
	const language = [live, ...Object.values(people)].map((one) => one?.language).find((value) => typeof value === 'string');
	return { targets, language };
}
