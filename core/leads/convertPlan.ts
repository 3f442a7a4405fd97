import type { Converted, ConvertInput, CrmRecord } from '../crm';
import { CrmError } from '../errors';
import { notYours, type Batch, type Session } from '../records';
import type { Objects } from '../schema/objects';
import type { CrmObject } from '../schema/types';
import { breathe, recordsById, type StoreTx } from '../store';
import { contactsFor, customersFor, personOf, type ContactIndex, type CustomerIndex } from './convertMatch';
import { cannotBecome, KeyHolders, lacking } from './convertGiven';
import { fillContact, fillCustomer, newContact, newCustomer, nothingGiven, type Given, type Origin, type Working } from './convertRecords';

const everything = { kind: 'all' } as const;

/** A conversion under way. */
export interface Run {
	readonly tx: StoreTx;
	readonly session: Session;
	readonly batch: Batch<ConvertInput, Converted>;
	/** The leads, by id, as they are stored. */
	readonly leads: ReadonlyMap<string, CrmRecord>;
	/** Custom fields of what is made, by input. */
	readonly given: Map<number, Given>;
}

/** One lead, and the customer and contact that it becomes. */
export interface Plan {
	readonly index: number;
	readonly lead: CrmRecord;
	readonly customer: Working;
	readonly contact: Working;
}

/** What some leads may turn out to be: read in a few statements, and grown by what the batch makes. */
interface Known {
	readonly objects: Objects;
	readonly customers: CustomerIndex;
	readonly contacts: ContactIndex;
	readonly keys: KeyHolders;
	/** Customers that are named, or that a known contact belongs to. */
	readonly byId: ReadonlyMap<string, CrmRecord>;
	/** Ids that the caller may see; absent for one who may see all. */
	readonly visible?: ReadonlySet<string>;
	/** Records that the batch touches, in one state each. */
	readonly working: Map<string, Working>;
}

export const ownerOf = (input: ConvertInput, record: CrmRecord): unknown => input.ownerId ?? record.ownerId;

/** Finds or makes customer and contact of each open input, in their order: two leads of one company meet in one customer. */
export async function planConversions(run: Run): Promise<Plan[]> {
	const open = [...run.batch.inputs.entries()].filter(([index]) => run.batch.isOpen(index));
	const known = await read(
		run,
		open.map(([, input]) => input),
	);
	await learnKeys(run, known.keys);
	const plans: Plan[] = [];
	for (const [index, input] of open) {
		const record = run.leads.get(input.id) as CrmRecord;
		const found = find(known, input, record);
		const origin = originOf(run, index);
		const pair = hiddenOne(known, found) ?? pairOf(known, found, origin);
		if (pair instanceof CrmError) run.batch.fail(index, pair);
		else plans.push({ index, lead: record, ...take(known, found, { pair, origin }) });
		await breathe();
	}
	return plans;
}

function originOf({ session: { objects }, leads, given, batch }: Run, index: number): Origin {
	const input = batch.inputs[index];
	const lead = leads.get(input.id) as CrmRecord;
	return { objects, lead, given: given.get(index) ?? nothingGiven, ownerId: ownerOf(input, lead), item: input.item };
}

/** Finds who has the unique keys that the customers and contacts of the leads would have. */
async function learnKeys(run: Run, keys: KeyHolders): Promise<void> {
	const open = [...run.batch.inputs.keys()].filter((index) => run.batch.isOpen(index)).map((index) => originOf(run, index));
	for (const made of [open.map(newCustomer), open.map((origin) => newContact(origin, '', false))])
		if (made.length > 0)
			await keys.learn(
				run.tx,
				made[0].object,
				made.map(({ now }) => now),
			);
}

async function read({ tx, session, leads }: Run, inputs: readonly ConvertInput[]): Promise<Known> {
	const { objects } = session;
	const [customer, contact] = [objects.get('customer'), objects.get('contact')];
	const wanted = inputs.map((input) => ({ input, record: leads.get(input.id) as CrmRecord }));
	const customers = await customersFor(
		tx,
		objects,
		wanted.map(({ record }) => record),
	);
	const contacts = await contactsFor(
		tx,
		objects,
		wanted.map(({ input, record }) => ({ lead: record, customerId: input.customerId ?? customers.find(record)?.id ?? '' })),
	);
	const named = await recordsById(tx, contact, {
		ids: inputs.flatMap(({ contactId }) => contactId ?? []),
		scope: everything,
		lock: 'change',
	});
	for (const record of named.values()) contacts.put(record);
	const employers = [...contacts.records.values()].map(({ customerId }) => customerId).filter((id) => typeof id === 'string');
	const ids = [...inputs.flatMap(({ customerId }) => customerId ?? []), ...employers];
	const byId = await recordsById(tx, customer, { ids, scope: everything, lock: 'change' });
	const { scope } = session.context;
	const known = { objects, customers, contacts, keys: new KeyHolders(), byId, working: new Map<string, Working>() };
	if (scope.kind === 'all') return known;
	const see = async (object: CrmObject, some: Iterable<string>) => (await recordsById(tx, object, { ids: some, scope })).keys();
	const seen = [await see(customer, [...byId.keys(), ...customers.ids()]), await see(contact, contacts.records.keys())];
	return { ...known, visible: new Set(seen.flatMap((some) => [...some])) };
}

interface Found {
	readonly customer?: CrmRecord;
	readonly person?: ReturnType<ContactIndex['find']>;
}

/** Which records a lead is, among those known. A person without a company is a contact's customer where the contact is known. */
function find({ objects, customers, contacts, byId, working }: Known, input: ConvertInput, record: CrmRecord): Found {
	const matched = input.newCustomer ? undefined : customers.find(record);
	const company = input.customerId === undefined ? matched : byId.get(input.customerId);
	const named = input.contactId === undefined ? undefined : contacts.records.get(input.contactId);
	const candidate = personOf(objects.get('lead'), record, company?.id);
	const matching = input.newContact ? undefined : contacts.find(candidate);
	const person = named ? contacts.choose(candidate, named) : matching;
	if (company || input.newCustomer || record.company !== null) return { customer: company, person };
	const employer = String(person?.record.customerId);
	return { customer: working.get(employer)?.now ?? byId.get(employer), person };
}

function hiddenOne({ objects, visible, working }: Known, { customer: company, person }: Found): CrmError | undefined {
	const hidden = (record: CrmRecord | undefined) => record && visible && !visible.has(record.id) && !working.has(record.id);
	if (hidden(company)) return notYours(objects.get('customer'), 'customerId');
	return hidden(person?.record) ? notYours(objects.get('contact'), 'contactId') : undefined;
}

type Pair = Pick<Plan, 'customer' | 'contact'>;

/** What was found, and new ones in place of what was not; or what stands in the way of these. Nothing is touched yet. */
function pairOf(known: Known, { customer: company, person }: Found, origin: Origin): Pair | CrmError {
	const { objects, keys } = known;
	const ours = company ? workingOf(known, objects.get('customer'), company, origin.item) : newCustomer(origin);
	const one = person
		? workingOf(known, objects.get('contact'), person.record, origin.item)
		: newContact(origin, ours.now.id, company === undefined);
	const made = [...(company ? [] : [ours]), ...(person ? [] : [one])];
	const problem =
		cannotBecome(made.map(({ object, now }) => lacking(object, now))) ??
		made.map(({ object, now }) => keys.taken(object, now)).find((error) => error !== undefined);
	return problem ?? { customer: ours, contact: one };
}

function take(known: Known, { customer: company, person }: Found, { pair, origin }: { pair: Pair; origin: Origin }): Pair {
	const { customer: ours, contact: one } = pair;
	if (company) fillCustomer(ours, origin, known.customers.codeIsTaken(origin.lead, company) ? ['unifiedSocialCreditCode'] : []);
	if (person) fillContact(one, origin, { withheld: person.heldByOthers, customerId: ours.now.id });
	for (const working of [ours, one]) {
		known.working.set(working.now.id, working);
		known.keys.put(working.object, working.now);
	}
	known.customers.put(ours.now);
	known.contacts.put(one.now);
	return pair;
}

function workingOf({ working }: Known, object: CrmObject, record: CrmRecord, item: number): Working {
	return working.get(record.id) ?? { object, before: record, now: record, item };
}
