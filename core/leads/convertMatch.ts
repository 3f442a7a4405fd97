import type { CrmRecord } from '../crm';
import { companyDomain, foldDomain } from '../normalise/domain';
import { foldName } from '../normalise/names';
import type { Objects } from '../schema/objects';
import type { CrmObject, IdentityKind } from '../schema/types';
import { Bindings, breathe, chunksOf, formatOf, matchKey, recordsById, type Sql } from '../store';
import type { Candidate } from './match';
import { MatchIndex } from './matchIndex';

const everything = { kind: 'all' } as const;

/** What a lead says of its company, strongest first; '' where it says nothing. */
interface CompanyKeys {
	readonly code: string;
	readonly name: string;
	readonly domain: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A lead that names no company is a customer itself. */
export const companyName = (lead: CrmRecord): string => textOf(lead.company) || textOf(lead.name);

const keysOfLead = (lead: CrmRecord): CompanyKeys => ({
	code: textOf(lead.unifiedSocialCreditCode),
	name: textOf(lead.company) === '' ? '' : (matchKey('company', lead.company) ?? ''),
	domain: foldDomain(textOf(lead.website)) || companyDomain(textOf(lead.email)),
});

const keysOfCustomer = (record: CrmRecord): CompanyKeys => ({
	code: textOf(record.unifiedSocialCreditCode),
	name: matchKey('company', record.name) ?? '',
	domain: foldDomain(textOf(record.website)),
});

const kinds = ['code', 'name', 'domain'] as const;

/** The customers that a batch of leads may belong to: those in the store, and those the batch makes. */
export class CustomerIndex {
	readonly #byKey = new Map<string, CrmRecord[]>();

	/** Adds a customer; the oldest of a key come first, as ids grow with time. */
	put(record: CrmRecord): void {
		const keys = keysOfCustomer(record);
		for (const kind of kinds) {
			if (keys[kind] === '') continue;
			const key = `${kind}\0${keys[kind]}`;
			const others = (this.#byKey.get(key) ?? []).filter(({ id }) => id !== record.id);
			this.#byKey.set(
				key,
				[...others, record].sort((a, b) => (a.id < b.id ? -1 : 1)),
			);
		}
	}

	/** Of all customers there are. */
	ids(): string[] {
		return [...this.#byKey.values()].flatMap((records) => records.map(({ id }) => id));
	}

	/** The oldest customer with the lead's credit code, else its name, else its domain; never one of another credit code. */
	find(lead: CrmRecord): CrmRecord | undefined {
		const keys = keysOfLead(lead);
		const fits = (record: CrmRecord) => {
			const { code } = keysOfCustomer(record);
			return code === '' || keys.code === '' || code === keys.code;
		};
		for (const kind of kinds) {
			const found = keys[kind] === '' ? undefined : this.#byKey.get(`${kind}\0${keys[kind]}`)?.find(fits);
			if (found) return found;
		}
		return undefined;
	}
}

/**
 * Reads every customer that shares a key with one of the leads: three look-ups in indexes for each. Whoever else converts
 * a lead of one of these companies waits meanwhile, and then finds the customer that is made here.
 */
export async function customersFor(sql: Sql, objects: Objects, leads: readonly CrmRecord[]): Promise<CustomerIndex> {
	const index = new CustomerIndex();
	const format = formatOf(objects.get('customer'));
	const known = leads.map(keysOfLead).flatMap((keys) => kinds.map((kind) => (keys[kind] === '' ? '' : `${kind} ${keys[kind]}`)));
	await sql.dialect.takeTurns(
		sql,
		'company',
		known.filter((key) => key !== ''),
	);
	for (const chunk of chunksOf(leads.map(keysOfLead), 200)) {
		const bindings = new Bindings(sql);
		const among = (column: string, kind: (typeof kinds)[number]) =>
			`${bindings.among(`"${column}"`, [...new Set(chunk.map((keys) => keys[kind]).filter((key) => key !== ''))])}`;
		const where = ['unifiedSocialCreditCode', 'nameKey', 'domainKey'].map((column, i) => among(column, kinds[i]));
		const rows = await sql.query(
			`SELECT ${format.select} FROM "crm_customer" t WHERE (${where.join(' OR ')}) AND "deletedAt" IS NULL`,
			bindings.values,
		);
		for (const row of rows) index.put(format.decode(row));
		await breathe();
	}
	return index;
}

/** The keys by which a person is known, whatever fields of the record hold them. */
function identitiesOf(object: CrmObject, record: CrmRecord): Candidate['keys'] {
	const keys: Partial<Record<IdentityKind, string[]>> = {};
	for (const { name, identity } of object.fields) {
		const value = record[name];
		if (identity && typeof value === 'string') (keys[identity] ??= []).push(value);
	}
	return keys;
}

/** A lead's person, or a contact, at a customer: of people without keys in common, name and customer tell. */
export const personOf = (object: CrmObject, record: CrmRecord, customerId: unknown): Candidate => ({
	keys: identitiesOf(object, record),
	nameKey: foldName(textOf(record.name)),
	companyKey: textOf(customerId),
});

/** The contacts that a batch of leads may be, with those the batch makes. */
export class ContactIndex {
	readonly records = new Map<string, CrmRecord>();
	readonly #index = new MatchIndex();

	constructor(private readonly contact: CrmObject) {}

	put(record: CrmRecord): void {
		this.records.set(record.id, record);
		this.#index.put({ id: record.id, ...personOf(this.contact, record, record.customerId) });
	}

	/** Who a candidate is, with the kinds of keys that others hold. */
	find(candidate: Candidate): { record: CrmRecord; heldByOthers: readonly IdentityKind[] } | undefined {
		const decision = this.#index.decide(candidate);
		const record = decision.kind === 'matched' ? this.records.get(decision.leadId) : undefined;
		return decision.kind === 'matched' && record ? { record, heldByOthers: decision.heldByOthers } : undefined;
	}
}

/** Reads every contact that shares a key, or name and customer, with one of the people. */
export async function contactsFor(
	sql: Sql,
	objects: Objects,
	people: ReadonlyArray<{ lead: CrmRecord; customerId: string }>,
): Promise<ContactIndex> {
	const contact = objects.get('contact');
	const index = new ContactIndex(contact);
	for (const chunk of chunksOf(people, 200)) {
		const pairs = chunk.flatMap(({ lead }) =>
			Object.entries(identitiesOf(objects.get('lead'), lead)).flatMap(([kind, values]) => values.map((value) => [kind, value])),
		);
		const names = chunk.map(({ lead, customerId }) => [customerId, textOf(lead.name)]);
		const bindings = new Bindings(sql);
		// Driven by the wanted keys: each is one look-up in an index, however many contacts there are.
		const byKey = `SELECT i."recordId" AS id FROM ${bindings.rows(pairs, { kind: 'text', value: 'text' })} w CROSS JOIN "crm_identity" i
			WHERE i."kind" = w."kind" AND i."value" = w."value" AND i."object" = 'contact'`;
		const byName = `SELECT t."id" FROM ${bindings.rows(names, { customer: 'text', name: 'text' })} n CROSS JOIN "crm_contact" t
			WHERE t."customerId" = n."customer" AND t."name" = n."name" AND t."deletedAt" IS NULL`;
		const rows = await sql.query<{ id: string }>(`${byKey} UNION ${byName}`, bindings.values);
		const found = await recordsById(sql, contact, { ids: rows.map(({ id }) => id), scope: everything, lock: 'change' });
		for (const record of found.values()) if (record.deletedAt === null) index.put(record);
		await breathe();
	}
	return index;
}
