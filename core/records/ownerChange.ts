import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import type { CrmObject } from '../schema/types';

/** The field whose change is an assignment: the owner, where the owner works on the record (an activity is only logged). */
const ownerField = (object: CrmObject): string | undefined =>
	object.scope && 'owner' in object.scope && !(object.timeline === 'at') ? object.scope.owner : undefined;

const changedOwner = (object: CrmObject, before: CrmRecord | undefined, after: CrmRecord): boolean => {
	const field = ownerField(object);
	return field !== undefined && after[field] !== null && after[field] !== (before?.[field] ?? null);
};

/** Starts the record's clock when its owner changed, whoever changed it. */
export function withAssignment(object: CrmObject, before: CrmRecord | undefined, after: CrmRecord): CrmRecord {
	if (object.byName.has('assignedAt') && changedOwner(object, before, after)) after.assignedAt = clock.iso();
	return after;
}

/** The lifecycle event of a changed owner, such as `lead.assigned`. */
export const assignedName = (object: CrmObject, before: CrmRecord | undefined, after: CrmRecord): string[] =>
	changedOwner(object, before, after) ? [`${object.name}.assigned`] : [];
