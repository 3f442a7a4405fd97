import type { CrmRecord } from '../crm';
import type { Objects } from '../schema/objects';
import type { CrmObject } from '../schema/types';
import { Bindings, breathe, changedRecord, chunksOf, formatOf, quote, writeChanges, type Change, type StoreTx } from '../store';

/** A lead that was converted, and into what. */
export interface Conversion {
	readonly lead: CrmRecord;
	readonly item: number;
}

const followUps = ['activity', 'task', 'touchpoint'] as const;

/** The references of a follow-up, with the lead's field that says what it became. */
const links = [
	['customerId', 'convertedCustomerId'],
	['contactId', 'convertedContactId'],
	['opportunityId', 'convertedOpportunityId'],
] as const;

/** Lets what was done on leads show on what they became; nothing that refers to another record already is moved. */
export async function linkHistory(tx: StoreTx, objects: Objects, conversions: readonly Conversion[]): Promise<void> {
	const byLead = new Map(conversions.map((conversion) => [conversion.lead.id, conversion]));
	for (const name of followUps)
		for (const chunk of chunksOf([...byLead.keys()], 50)) await linkEach(tx, objects.get(name), { byLead, ids: chunk });
}

async function linkEach(
	tx: StoreTx,
	object: CrmObject,
	{ byLead, ids }: { byLead: ReadonlyMap<string, Conversion>; ids: readonly string[] },
): Promise<void> {
	const format = formatOf(object);
	const bindings = new Bindings(tx);
	const rows = await tx.query(
		`SELECT ${format.select} FROM ${quote(object.table)} t WHERE ${bindings.among('"leadId"', ids)}`,
		bindings.values,
	);
	const changes: Change[] = [];
	for (const row of rows) {
		const before = format.decode(row);
		const { lead, item } = byLead.get(String(before.leadId)) as Conversion;
		const open = links.filter(([field, from]) => before[field] === null && lead[from] !== null);
		const after = changedRecord(before, Object.fromEntries(open.map(([field, from]) => [field, lead[from]])));
		if (after !== before) changes.push({ object, before, after, item });
		await breathe();
	}
	await writeChanges(tx, changes);
}
