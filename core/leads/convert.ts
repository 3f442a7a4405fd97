import { clock } from '../clock';
import type { Outcome } from '../context';
import type { Converted, ConvertInput, CrmRecord } from '../crm';
import { CrmError, type Problem } from '../errors';
import { assignedName, Batch, checkReferences, judgeDrafts, notFound, withAssignment, type Draft, type Session } from '../records';
import type { Objects } from '../schema/objects';
import { parseFields } from '../schema/parseFields';
import type { CrmObject, ObjectName } from '../schema/types';
import { breathe, changedRecord, newRecord, recordsById, writeChanges, type Change } from '../store';
import { cannotBecome, givenFields } from './convertGiven';
import { linkHistory } from './convertHistory';
import { companyName } from './convertMatch';
import { ownerOf, planConversions, type Plan, type Run } from './convertPlan';
import { changeOf, sharedFields } from './convertRecords';
import { leadLifecycle } from './lead.lifecycle';

/**
 * Makes leads customers with a contact and an opportunity, all of them in one transaction and a few statements. The
 * customer is found by credit code, company name or domain, the contact by the keys a person is known by; what was done
 * on the lead shows on all of them. A lead that was converted before gives the same records again.
 */
export async function convertLeads(session: Session, inputs: readonly ConvertInput[]): Promise<Array<Outcome<Converted>>> {
	const batch = new Batch<ConvertInput, Converted>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const leads = await recordsById(tx, session.objects.get('lead'), {
			ids: inputs.map(({ id }) => id),
			scope: session.context.scope,
			lock: 'change',
		});
		const run: Run = { tx, session, batch, leads, given: new Map() };
		const repeats = await sortOut(run);
		const deals = await judgeDeals(run);
		const plans = await planConversions(run);
		batch.settle(session.context.partial);
		await write(run, plans, deals);
		for (const [index, first] of repeats) batch.copy(index, first, (value) => ({ ...value, created: nothingNew, repeated: true }));
		return batch.outcomes();
	});
}

const nothingNew = { customer: false, contact: false, opportunity: false };

/** Answers leads that were converted before, refuses those that cannot be, and finds inputs that repeat an earlier one. */
async function sortOut(run: Run): Promise<Map<number, number>> {
	const { batch, leads, session } = run;
	const repeats = new Map<number, number>();
	const first = new Map<string, number>();
	const before = new Map<number, CrmRecord>();
	for (const [index, { id }] of batch.inputs.entries()) {
		const record = leads.get(id);
		const earlier = first.get(id);
		if (!record || record.deletedAt !== null) batch.fail(index, notFound(session.objects.get('lead'), id, record !== undefined));
		else if (record.status === 'converted') before.set(index, record);
		else if (earlier !== undefined) {
			repeats.set(index, earlier);
			batch.reserve(index);
		} else {
			first.set(id, index);
			refuseWrongStatus(batch, index, record);
		}
		await breathe();
	}
	await answerConverted(run, before);
	return repeats;
}

function refuseWrongStatus(batch: Run['batch'], index: number, record: CrmRecord): void {
	try {
		leadLifecycle.apply(record as CrmRecord & { status: 'new' }, 'convert');
	} catch (error) {
		if (!(error instanceof CrmError)) throw error;
		batch.fail(index, error);
	}
}

async function answerConverted({ tx, batch, session }: Run, converted: ReadonlyMap<number, CrmRecord>): Promise<void> {
	const recordsOf = async (name: ObjectName, field: string) => {
		const ids = [...converted.values()].map((record) => record[field]).filter((id) => typeof id === 'string');
		const found = await recordsById(tx, session.objects.get(name), { ids, scope: tx.context.scope });
		return (record: CrmRecord) => found.get(String(record[field])) ?? null;
	};
	const customerOf = await recordsOf('customer', 'convertedCustomerId');
	const contactOf = await recordsOf('contact', 'convertedContactId');
	const dealOf = await recordsOf('opportunity', 'convertedOpportunityId');
	for (const [index, record] of converted) {
		const found = { customer: customerOf(record), contact: contactOf(record), opportunity: dealOf(record) };
		batch.done(index, { lead: record, ...found, created: nothingNew, repeated: true });
	}
}

const kindsOf = (objects: Objects) => ({
	customer: objects.get('customer'),
	contact: objects.get('contact'),
	opportunity: objects.get('opportunity'),
	dealContact: objects.get('opportunityContact'),
});

/** The opportunity of an input, not yet of its customer, and the contact's role in it. */
interface Deal {
	readonly record: CrmRecord;
	readonly role: unknown;
}

/** Checks what was asked, and makes the opportunities that are wanted; none where an input is without one. */
async function judgeDeals({ tx, session, batch, leads, given }: Run): Promise<Map<number, Deal>> {
	const deals = new Map<number, Deal>();
	const { customer, contact, opportunity, dealContact } = kindsOf(session.objects);
	const drafts: Draft[] = [];
	const references: Draft[] = [];
	const roles: Draft[] = [];
	const companies: Draft[] = [];
	for (const [index, input] of batch.inputs.entries()) {
		await breathe();
		if (!batch.isOpen(index)) continue;
		const record = leads.get(input.id) as CrmRecord;
		const ownerId = ownerOf(input, record);
		roles.push({ index, after: newRecord(dealContact, { contactId: input.contactId }) });
		const company = givenFields(customer, input.customer);
		const person = givenFields(contact, input.contact);
		given.set(index, { customer: company.fields, contact: person.fields });
		references.push({ index, after: newRecord(contact, { ...person.fields, ownerId, customerId: input.customerId }) });
		companies.push({ index, after: newRecord(customer, company.fields) });
		const parsed = input.withoutOpportunity ? undefined : dealFields(session.objects, input, record);
		const problem = cannotBecome([
			{ object: customer, problems: company.problems },
			{ object: contact, problems: person.problems },
			{ object: opportunity, problems: parsed?.problems ?? [] },
		]);
		if (problem) batch.fail(index, problem);
		if (!parsed) continue;
		const after = withAssignment(
			opportunity,
			undefined,
			newRecord(opportunity, { ...parsed.fields, ownerId, leadId: record.id, lastActivityAt: record.lastActivityAt }),
		);
		deals.set(index, { record: after, role: parsed.role });
		drafts.push({ index, after });
	}
	const fail = (index: number, error: CrmError) => batch.fail(index, error);
	const scope = session.context.scope;
	await checkReferences(tx, contact, references, { scope, fail });
	await checkReferences(tx, customer, companies, { scope, fail });
	await checkReferences(tx, dealContact, roles, { scope, fail });
	const sound = drafts.filter(({ index }) => batch.isOpen(index));
	await judgeDrafts(tx, opportunity, sound, { session, fail });
	return deals;
}

function dealFields(
	objects: Objects,
	input: ConvertInput,
	record: CrmRecord,
): { fields: Record<string, unknown>; role: unknown; problems: Problem[] } {
	const { opportunity, dealContact } = kindsOf(objects);
	const name = [companyName(record), record.productLine].filter((part) => part !== null).join(' · ');
	const { customerId: _customer, ...asked } = input.opportunity ?? {};
	const { fields, problems } = parseFields(
		opportunity,
		{ ...sharedFields(objects, record, opportunity), ...asked, name: asked.name ?? [...name].slice(0, 200).join('') },
		{ mode: 'create' },
	);
	const role = parseFields(dealContact, { role: input.role ?? 'user' }, { mode: 'update' });
	return { fields, role: role.fields.role, problems: [...problems, ...role.problems] };
}

async function write({ tx, batch, session: { objects } }: Run, plans: readonly Plan[], deals: ReadonlyMap<number, Deal>): Promise<void> {
	const made: Change[] = [];
	for (const working of new Set(plans.flatMap(({ customer: company, contact: person }) => [company, person]))) {
		made.push(...changeOf(working));
		await breathe();
	}
	for (const { index, customer: company, contact: person } of plans) {
		const deal = deals.get(index);
		if (deal) made.push(...dealChanges(objects, deal, { company: company.now, person: person.now, item: batch.inputs[index].item }));
		await breathe();
	}
	await writeChanges(tx, made);
	const converted: Array<ReturnType<typeof convertedLead>> = [];
	for (const plan of plans) {
		const { item } = batch.inputs[plan.index];
		converted.push(convertedLead(objects.get('lead'), plan, { deal: deals.get(plan.index)?.record, item }));
		await breathe();
	}
	// Only now: they refer to what was just made.
	await writeChanges(tx, converted);
	await linkHistory(
		tx,
		objects,
		converted.map(({ after, item = 0 }) => ({ lead: after, item })),
	);
	for (const [i, plan] of plans.entries()) {
		const { index, customer: company, contact: person } = plan;
		const record = deals.get(index)?.record ?? null;
		const isNew = ({ before, item }: Plan['customer']) => before === undefined && item === batch.inputs[index].item;
		const created = { customer: isNew(company), contact: isNew(person), opportunity: record !== null };
		batch.done(index, {
			lead: converted[i].after,
			customer: company.now,
			contact: person.now,
			opportunity: record,
			created,
			repeated: false,
		});
		await breathe();
	}
}

function dealChanges(objects: Objects, { record, role }: Deal, of: { company: CrmRecord; person: CrmRecord; item: number }): Change[] {
	const { opportunity, dealContact } = kindsOf(objects);
	record.customerId = of.company.id;
	const link = newRecord(dealContact, { opportunityId: record.id, contactId: of.person.id, role });
	return [
		{ object: opportunity, after: record, item: of.item, emits: assignedName(opportunity, undefined, record) },
		{ object: dealContact, after: link, item: of.item },
	];
}

function convertedLead(
	lead: CrmObject,
	{ lead: before, customer: company, contact: person }: Plan,
	of: { deal?: CrmRecord; item: number },
): Change & { before: CrmRecord } {
	const step = leadLifecycle.apply(before as CrmRecord & { status: 'new' }, 'convert');
	const after = changedRecord(before, {
		status: step.to,
		convertedAt: clock.iso(),
		convertedCustomerId: company.now.id,
		convertedContactId: person.now.id,
		convertedOpportunityId: of.deal?.id ?? null,
	});
	return { object: lead, before, after, item: of.item, emits: step.emits ? [step.emits] : [] };
}
