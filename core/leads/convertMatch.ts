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

	/** Whether another customer has the lead's credit code: it is that one's, whatever somebody chose. */
	codeIsTaken(lead: CrmRecord, { id }: CrmRecord): boolean {
		const { code } = keysOfLead(lead);
		return code !== '' && (this.#byKey.get(`code\0${code}`) ?? []).some((other) => other.id !== id);
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
 * a lead of one of these companies or people waits meanwhile, and then finds the customer and the contact made here.
 */
export async function customersFor(sql: Sql, objects: Objects, leads: readonly CrmRecord[]): Promise<CustomerIndex> {
	const index = new CustomerIndex();
	const format = formatOf(objects.get('customer'));
	await sql.dialect.takeTurns(
		sql,
		'company',
		leads.flatMap((lead) => turnsOf(objects.get('lead'), lead)),
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

/** All that tells a lead's company and person, in one list: whoever waits for some of it holds none of the rest. */
function turnsOf(object: CrmObject, lead: CrmRecord): string[] {
	const company = keysOfLead(lead);
	const person = Object.entries(identitiesOf(object, lead)).flatMap(([kind, values]) => values.map((value) => `${kind} ${value}`));
	return [...kinds.filter((kind) => company[kind] !== '').map((kind) => `${kind} ${company[kind]}`), ...person];
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

	/** A contact that somebody chose for a candidate, with the kinds of the candidate's keys that other contacts hold. */
	choose({ keys }: Candidate, record: CrmRecord): { record: CrmRecord; heldByOthers: readonly IdentityKind[] } {
		const others = [...this.records.values()].filter(({ id }) => id !== record.id).map((other) => identitiesOf(this.contact, other));
		const held = (kind: IdentityKind) => others.some((other) => keys[kind]?.some((value) => other[kind]?.includes(value)));
		return { record, heldByOthers: (Object.keys(keys) as IdentityKind[]).filter(held) };
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
