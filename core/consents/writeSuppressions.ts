import { clock } from '../clock';
import type { SuppressInput } from '../consentTypes';
import type { CrmRecord } from '../recordTypes';
import { objects } from '../schema/objects';
import { breathe, changedRecord, newRecord, recordsByKey, writeChanges, type Change, type StoreTx } from '../store';
import { addressKey, type Address } from './address';
import type { Target } from './targets';

const suppression = objects.get('suppression');
const key = ['addressKind', 'address'] as const;

interface Written {
	readonly record: CrmRecord;
	readonly changed: boolean;
}

/** An address that is to get nothing more. */
export interface Stopped extends Target {
	readonly reason: SuppressInput['reason'];
	/** UTC ISO 8601. */
	readonly at: string;
	readonly source?: string;
	readonly detail?: string;
	readonly item?: number;
}

const tupleOf = ({ addressKind, address }: Address): string[] => [addressKind, address];
const keyOf = (address: Address): string => JSON.stringify(tupleOf(address));

async function storedOf(tx: StoreTx, list: readonly Address[]): Promise<Map<string, CrmRecord>> {
	await tx.dialect.takeTurns(tx, 'person', list.map(addressKey));
	return await recordsByKey(tx, suppression, { fields: key, tuples: list.map(tupleOf), lock: 'change' });
}

/** Puts addresses on the list; one that is on it stays there for its first reason. One result each, in their order. */
export async function writeSuppressions(tx: StoreTx, list: readonly Stopped[]): Promise<Written[]> {
	const stored = await storedOf(tx, list);
	const changes: Change[] = [];
	const written: Written[] = [];
	for (const { links, item, ...fields } of list) {
		await breathe();
		const before = stored.get(keyOf(fields));
		if (before) {
			written.push({ record: before, changed: false });
			continue;
		}
		const after = newRecord(suppression, { ...fields, ...links });
		stored.set(keyOf(fields), after);
		changes.push({ object: suppression, after, item, emits: ['address.suppressed'] });
		written.push({ record: after, changed: true });
	}
	await writeChanges(tx, changes);
	return written;
}

/** Takes addresses off the list; undefined for one that is not on it. */
export async function liftSuppressions(
	tx: StoreTx,
	list: ReadonlyArray<Address & { readonly item?: number }>,
): Promise<Array<CrmRecord | undefined>> {
	const stored = await storedOf(tx, list);
	const changes: Change[] = [];
	const lifted: Array<CrmRecord | undefined> = [];
	const deletedAt = clock.iso();
	for (const { item, ...address } of list) {
		await breathe();
		const before = stored.get(keyOf(address));
		stored.delete(keyOf(address));
		const after = before && changedRecord(before, { deletedAt });
		if (after) changes.push({ object: suppression, before, after, kind: 'deleted', item, emits: ['address.released'] });
		lifted.push(after);
	}
	await writeChanges(tx, changes);
	return lifted;
}
