import type { Purpose } from '../channels/channel';
import type { ConsentInput } from '../consentTypes';
import type { CrmRecord } from '../recordTypes';
import { objects } from '../schema/objects';
import { breathe, changedRecord, newRecord, recordsByKey, writeChanges, type Change, type StoreTx } from '../store';
import { addressKey } from './address';
import type { Target } from './targets';

const consent = objects.get('consent');
const key = ['addressKind', 'address', 'purpose'] as const;

/** What was said about one address and purpose. */
export interface Said extends Target {
	readonly purpose: Purpose;
	readonly state: ConsentInput['state'];
	/** UTC ISO 8601. */
	readonly at: string;
	readonly source?: string;
	readonly proof?: string;
	readonly item?: number;
}

export interface Written {
	readonly record: CrmRecord;
	readonly changed: boolean;
	/** Whether it says something else now than before. */
	readonly turned: boolean;
}

const tupleOf = ({ addressKind, address, purpose }: Said): string[] => [addressKind, address, purpose];

/**
 * The later word holds. A grant that is there is written again only where it was said elsewhere; a withdrawal always
 * counts from its last time on, so that a grant from before, heard of late, does not undo it.
 */
function isNews(before: CrmRecord | undefined, said: Said): boolean {
	if (!before) return true;
	if (String(before.at) > said.at) return false;
	if (before.state !== said.state) return true;
	const told = (said.source ?? null) !== before.source || (said.proof ?? null) !== before.proof;
	return before.at !== said.at && (told || said.state === 'withdrawn');
}

/**
 * Writes what people said, in the order given, a few statements for all. Whoever else writes about one of the addresses
 * waits. One result each, in their order.
 */
export async function writeConsents(tx: StoreTx, list: readonly Said[]): Promise<Written[]> {
	await tx.dialect.takeTurns(tx, 'person', list.map(addressKey));
	const stored = await recordsByKey(tx, consent, { fields: key, tuples: list.map(tupleOf), lock: 'change' });
	const now = new Map(stored);
	const changes: Change[] = [];
	const became: Array<Omit<Written, 'record'>> = [];
	for (const said of list) {
		await breathe();
		const tuple = JSON.stringify(tupleOf(said));
		const before = now.get(tuple);
		const news = isNews(before, said);
		became.push({ changed: news, turned: news && before?.state !== said.state });
		if (!news) continue;
		const change = changeOf(stored.get(tuple), before, said);
		now.set(tuple, change.after);
		changes.push(change);
	}
	await writeChanges(tx, changes);
	return list.map((said, i) => ({ record: now.get(JSON.stringify(tupleOf(said))) as CrmRecord, ...became[i] }));
}

/** @param stored the record before this call, whatever else this call says about it */
function changeOf(stored: CrmRecord | undefined, before: CrmRecord | undefined, said: Said): Change {
	const { addressKind, address, purpose, state, at, source = null, proof = null, links, item } = said;
	const emits = before?.state === state ? [] : [`consent.${state}`];
	if (!before)
		return {
			object: consent,
			after: newRecord(consent, { addressKind, address, purpose, state, at, source, proof, ...links }),
			item,
			emits,
		};
	const after = changedRecord(before, { state, at, source, proof, ...known(before, links) });
	return { object: consent, before: stored, after: { ...after, version: (stored?.version ?? 0) + 1 }, item, emits };
}

/** Whom an address belonged to stays where nobody has it now. */
const known = (before: CrmRecord, links: Target['links']) => ({
	leadId: links.leadId ?? before.leadId,
	contactId: links.contactId ?? before.contactId,
	customerId: links.customerId ?? before.customerId,
});
