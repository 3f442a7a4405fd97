import { numberFormOf } from '../schema/numbers';
import type { CrmObject, ObjectName } from '../schema/types';
import { breathe, idsByNumber } from '../store';
import type { Session } from './session';

/** A property of an input that names a record of an object, or that holds others which do. */
export interface Place {
	readonly name: string;
	readonly object?: ObjectName;
	readonly within?: readonly Place[];
}

/** A property that holds fields of an object, some of which refer to records. */
export const fieldsPlace = (name: string, object: CrmObject): Place => ({ name, within: placesAmong(object) });

/** Where an operation on the records of an object names them, and where their fields refer to others. */
export const recordPlaces = (object: CrmObject): readonly Place[] => [{ name: 'id', object: object.name }, fieldsPlace('fields', object)];

const places = new WeakMap<CrmObject, readonly Place[]>();

/** The few fields that a number may stand in. */
function placesAmong(object: CrmObject): readonly Place[] {
	let found = places.get(object);
	if (!found) {
		found = object.fields.flatMap(({ name, type, ref = object.name, readOnly }): Place[] => {
			const enterable = type === 'id' || (type === 'reference' && !readOnly);
			return enterable && numberFormOf(ref) ? [{ name, object: ref }] : [];
		});
		places.set(object, found);
	}
	return found;
}

type Values = Readonly<Record<string, unknown>>;

/** The id that a number gives way to; undefined where it stays. */
type Exchange = (object: ObjectName, number: string) => string | undefined;

/** The same values where nothing in them gives way. */
function exchanged<T extends object>(values: T, among: readonly Place[], exchange: Exchange): T {
	let copy: T | undefined;
	for (const { name, object, within } of among) {
		const before = (values as Values)[name];
		let after: unknown;
		if (within && typeof before === 'object' && before !== null) after = exchanged(before, within, exchange);
		else if (object) {
			const number = numberFormOf(object)?.read(before);
			after = number === undefined ? undefined : exchange(object, number);
		}
		if (after !== undefined && after !== before) copy = { ...(copy ?? values), [name]: after };
	}
	return copy ?? values;
}

/**
 * The inputs of a call with ids in place of the numbers by which people know records, so that no operation meets a
 * number: one statement per object, and none where there are only ids. A number never moves to another record, so that it
 * may be read before the call's transaction. One that the caller finds no record by stays, and is told where ids are checked.
 */
export async function withIds<I extends object>(
	{ store, context, objects }: Session,
	inputs: readonly I[],
	among: readonly Place[] | ((input: I) => readonly Place[]),
): Promise<readonly I[]> {
	const placesIn = typeof among === 'function' ? among : () => among;
	const wanted = new Map<ObjectName, Set<string>>();
	const collect: Exchange = (object, number) => {
		wanted.set(object, (wanted.get(object) ?? new Set()).add(number));
		return undefined;
	};
	for (const input of inputs) {
		exchanged(input, placesIn(input), collect);
		await breathe();
	}
	if (wanted.size === 0) return inputs;
	const ids = new Map<ObjectName, ReadonlyMap<string, string>>();
	for (const [name, numbers] of wanted) ids.set(name, await idsByNumber(store.read, objects.get(name), { numbers, scope: context.scope }));
	const known: I[] = [];
	for (const input of inputs) {
		known.push(exchanged(input, placesIn(input), (object, number) => ids.get(object)?.get(number)));
		await breathe();
	}
	return known;
}
