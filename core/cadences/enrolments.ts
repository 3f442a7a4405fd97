import type { CadencePerson } from '../cadenceTypes';
import type { CrmRecord } from '../crm';
import type { CadenceRecord, EnrolmentRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { Bindings, breathe, chunksOf, quote, recordsById, type Sql, type StoreTx } from '../store';

export type Enrolment = CrmRecord & EnrolmentRecord;
export type Cadence = CrmRecord & CadenceRecord;

const enrolment = objects.get('enrolment');
const cadence = objects.get('cadence');

const everybody = { kind: 'all' } as const;

/** The person of an enrolment; undefined where it has none any more. */
export function personOf({
	leadId,
	contactId,
}: Pick<Enrolment, 'leadId' | 'contactId'>): { object: CadencePerson; id: string } | undefined {
	if (leadId !== null) return { object: 'lead', id: leadId };
	return contactId === null ? undefined : { object: 'contact', id: contactId };
}

/** Unique among those who are inside: nobody is in one cadence twice. */
export const openKeyOf = (cadenceId: string, personId: string): string => `${cadenceId} ${personId}`;

/** Enrolments by id, which nobody else changes until the transaction ends. */
export async function lockEnrolments(tx: StoreTx, ids: Iterable<string>): Promise<Map<string, Enrolment>> {
	return (await recordsById(tx, enrolment, { ids, scope: everybody, lock: 'change' })) as Map<string, Enrolment>;
}

/** The same of those that nobody else has locked: whoever claimed work of theirs waits for no one. */
export const lockFreeEnrolments = async (tx: StoreTx, ids: Iterable<string>): Promise<Map<string, Enrolment>> =>
	(await recordsById(tx, enrolment, { ids, scope: everybody, lock: 'free' })) as Map<string, Enrolment>;

/** Cadences by id, deleted ones too. */
export const cadencesById = async (sql: Sql, ids: Iterable<string>): Promise<Map<string, Cadence>> =>
	(await recordsById(sql, cadence, { ids, scope: everybody })) as Map<string, Cadence>;

/** How open enrolments are found: a condition on `t`, put together with its values. */
export type Which = (bindings: Bindings) => string;

const open = `t."openKey" IS NOT NULL AND t."deletedAt" IS NULL`;

/** The ids of open enrolments that some condition is true of. */
export async function openIds(sql: Sql, which: Which): Promise<string[]> {
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string }>(
		`SELECT t."id" AS id FROM ${quote(enrolment.table)} t WHERE ${which(bindings)} AND ${open}`,
		bindings.values,
	);
	return rows.map(({ id }) => id);
}

/** Open enrolments of leads and contacts, and of the contacts of customers; in a statement each, none for an empty list. */
export async function openIdsOf(
	sql: Sql,
	people: { readonly leadIds?: Iterable<string>; readonly contactIds?: Iterable<string>; readonly customerIds?: Iterable<string> },
): Promise<string[]> {
	const found = new Set<string>();
	const add = async (ids: Iterable<string> | undefined, which: (bindings: Bindings, chunk: readonly string[]) => string) => {
		for (const chunk of chunksOf([...new Set(ids ?? [])], 250)) {
			for (const id of await openIds(sql, (bindings) => which(bindings, chunk))) found.add(id);
			await breathe();
		}
	};
	await add(people.leadIds, (bindings, chunk) => bindings.among('t."leadId"', chunk));
	await add(people.contactIds, (bindings, chunk) => bindings.among('t."contactId"', chunk));
	await add(
		people.customerIds,
		(bindings, chunk) => `t."contactId" IN (SELECT c."id" FROM "crm_contact" c WHERE ${bindings.among('c."customerId"', chunk)})`,
	);
	return [...found];
}
