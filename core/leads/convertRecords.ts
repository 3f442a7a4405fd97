import type { CrmRecord } from '../crm';
import { normalisePhone } from '../normalise/phone';
import { assignedName, withAssignment } from '../records';
import type { Objects } from '../schema/objects';
import type { CrmObject, Field } from '../schema/types';
import { changedRecord, newRecord, type Change } from '../store';
import { companyName } from './convertMatch';
import { enrich } from './match';

/** Whether a value of one custom field can stand in another: nothing that is unique, is no choice there, or would become less private. */
function takes(object: CrmObject, to: Field, from: Field, value: unknown): boolean {
	if (to.type !== from.type || to.ref !== from.ref || (from.personal && !to.personal)) return false;
	if (object.keys.some((key) => key.includes(to.name))) return false;
	return to.options === undefined || to.options.some((option) => option.value === value);
}

/** What stands in those custom fields of a lead that an object has under the same name. */
export function sharedFields(objects: Objects, lead: CrmRecord, object: CrmObject): Record<string, unknown> {
	const shared: Record<string, unknown> = {};
	for (const from of objects.get('lead').fields) {
		const to = from.custom === undefined ? undefined : object.byName.get(from.name);
		if (to && lead[from.name] != null && takes(object, to, from, lead[from.name])) shared[to.name] = lead[from.name];
	}
	return shared;
}

/** What a lead tells of its company. */
const companyFields = (objects: Objects, lead: CrmRecord): Record<string, unknown> => ({
	...sharedFields(objects, lead, objects.get('customer')),
	unifiedSocialCreditCode: lead.unifiedSocialCreditCode,
	website: lead.website,
	industry: lead.industry,
	region: lead.region,
	city: lead.city,
	source: lead.source,
});

/** What a lead tells of its person. */
function personFields(objects: Objects, lead: CrmRecord): Record<string, unknown> {
	const { phone } = lead;
	const mobile = typeof phone === 'string' && normalisePhone(phone, { mobile: true }).ok;
	return {
		...sharedFields(objects, lead, objects.get('contact')),
		position: lead.position,
		[mobile ? 'mobile' : 'phone']: phone,
		email: lead.email,
		wechat: lead.wechat,
		unionId: lead.unionId,
		externalUserId: lead.externalUserId,
	};
}

/** Custom fields of what is made. */
export interface Given {
	readonly customer: Readonly<Record<string, unknown>>;
	readonly contact: Readonly<Record<string, unknown>>;
}

export const nothingGiven: Given = { customer: {}, contact: {} };

/** One record of a conversion: as it was, as it is now, and the input that touched it first. */
export interface Working {
	readonly object: CrmObject;
	readonly before?: CrmRecord;
	now: CrmRecord;
	readonly item: number;
}

/** What a record is made of: a lead, what the caller gave, and for whom. */
export interface Origin {
	readonly objects: Objects;
	readonly lead: CrmRecord;
	/** Custom fields that the caller gave, in stored form. */
	readonly given: Given;
	readonly ownerId: unknown;
	readonly item: number;
}

type Told = Pick<Origin, 'objects' | 'lead'>;

const made = (object: CrmObject, fields: Record<string, unknown>, { lead, ownerId, item }: Origin): Working => ({
	object,
	now: withAssignment(object, undefined, newRecord(object, { ...fields, ownerId, lastActivityAt: lead.lastActivityAt })),
	item,
});

export const newCustomer = (origin: Origin): Working =>
	made(
		origin.objects.get('customer'),
		{ ...companyFields(origin.objects, origin.lead), ...origin.given.customer, name: companyName(origin.lead), type: 'endCustomer' },
		origin,
	);

export const newContact = (origin: Origin, customerId: string, primary: boolean): Working =>
	made(
		origin.objects.get('contact'),
		{ ...personFields(origin.objects, origin.lead), ...origin.given.contact, name: origin.lead.name, customerId, primary },
		origin,
	);

/** The lead's follow-ups are those of what it becomes: the later time counts. */
function withActivity(record: CrmRecord, lead: CrmRecord): { lastActivityAt?: unknown } {
	const [ours, leads] = [record.lastActivityAt ?? '', lead.lastActivityAt ?? ''];
	return leads > ours ? { lastActivityAt: leads } : {};
}

/** Fills the blanks of a customer that was there. */
export function fillCustomer(working: Working, { objects, lead }: Told, withheld: readonly string[]): void {
	const fields = enrich(working.now, companyFields(objects, lead), withheld);
	working.now = changedRecord(working.now, { ...fields, ...withActivity(working.now, lead) });
}

/** The same of a contact; a key that others hold is left to them. */
export function fillContact(working: Working, { objects, lead }: Told, given: { withheld: readonly string[]; customerId: string }): void {
	const withheld = given.withheld.includes('phone') ? [...given.withheld, 'mobile'] : given.withheld;
	const fields = { ...personFields(objects, lead), customerId: given.customerId };
	// A number that is there under the other name is not written twice.
	const { mobile, phone } = working.now;
	const known = [mobile, phone].includes(lead.phone) ? [...withheld, 'mobile', 'phone'] : withheld;
	working.now = changedRecord(working.now, { ...enrich(working.now, fields, known), ...withActivity(working.now, lead) });
}

/** The change of a record, none where nothing of it changed. */
export function changeOf({ object, before, now, item }: Working): Change[] {
	if (before === now) return [];
	const after = Object.assign(now, { version: before ? before.version + 1 : 1 });
	return [{ object, before, after, item, emits: assignedName(object, before, after) }];
}
