import type { CrmRecord } from '../crm';
import { normalisePhone } from '../normalise/phone';
import { assignedName, withAssignment } from '../records';
import type { Objects } from '../schema/objects';
import type { CrmObject } from '../schema/types';
import { changedRecord, newRecord, type Change } from '../store';
import { companyName } from './convertMatch';
import { enrich } from './match';

/** What a lead tells of its company. */
const companyFields = (lead: CrmRecord): Record<string, unknown> => ({
	unifiedSocialCreditCode: lead.unifiedSocialCreditCode,
	website: lead.website,
	industry: lead.industry,
	region: lead.region,
	city: lead.city,
	source: lead.source,
});

/** What a lead tells of its person. */
function personFields(lead: CrmRecord): Record<string, unknown> {
	const { phone } = lead;
	const mobile = typeof phone === 'string' && normalisePhone(phone, { mobile: true }).ok;
	return {
		position: lead.position,
		[mobile ? 'mobile' : 'phone']: phone,
		email: lead.email,
		wechat: lead.wechat,
		unionId: lead.unionId,
		externalUserId: lead.externalUserId,
	};
}

/** One record of a conversion: as it was, as it is now, and the input that touched it first. */
export interface Working {
	readonly object: CrmObject;
	readonly before?: CrmRecord;
	now: CrmRecord;
	readonly item: number;
}

interface Origin {
	readonly objects: Objects;
	readonly lead: CrmRecord;
	readonly ownerId: unknown;
	readonly item: number;
}

const made = (object: CrmObject, fields: Record<string, unknown>, { lead, ownerId, item }: Origin): Working => ({
	object,
	now: withAssignment(object, undefined, newRecord(object, { ...fields, ownerId, lastActivityAt: lead.lastActivityAt })),
	item,
});

export const newCustomer = (origin: Origin): Working =>
	made(origin.objects.get('customer'), { ...companyFields(origin.lead), name: companyName(origin.lead), type: 'endCustomer' }, origin);

export const newContact = (origin: Origin, customerId: string, primary: boolean): Working =>
	made(origin.objects.get('contact'), { ...personFields(origin.lead), name: origin.lead.name, customerId, primary }, origin);

/** The lead's follow-ups are those of what it becomes: the later time counts. */
function withActivity(record: CrmRecord, lead: CrmRecord): { lastActivityAt?: unknown } {
	const [ours, leads] = [record.lastActivityAt ?? '', lead.lastActivityAt ?? ''];
	return leads > ours ? { lastActivityAt: leads } : {};
}

/** Fills the blanks of a customer that was there. */
export function fillCustomer(working: Working, lead: CrmRecord, withheld: readonly string[]): void {
	working.now = changedRecord(working.now, { ...enrich(working.now, companyFields(lead), withheld), ...withActivity(working.now, lead) });
}

/** The same of a contact; a key that others hold is left to them. */
export function fillContact(working: Working, lead: CrmRecord, given: { withheld: readonly string[]; customerId: string }): void {
	const withheld = given.withheld.includes('phone') ? [...given.withheld, 'mobile'] : given.withheld;
	const fields = { ...personFields(lead), customerId: given.customerId };
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
