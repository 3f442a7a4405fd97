import type { Records } from '../crm';
import type { ObjectName } from '../schema/types';
import { createRecords } from './create';
import { entered } from './faults';
import { recordPlaces, withIds } from './numbers';
import { countMatching, getRecords, listPage } from './read';
import { deleteRecords, restoreRecords } from './remove';
import type { Session } from './session';
import { recordTimeline } from './timeline';
import { updateRecords } from './update';
import { matchAndWrite, upsertRecords } from './upsert';

export { Batch } from './batch';
export { checkKeys, checkReferences, duplicateKey } from './checks';
export { draftEach } from './drafts';
export { notFound, notYours, versionConflict } from './faults';
export { fieldsPlace, recordPlaces, withIds, type Place } from './numbers';
export { judgeDrafts } from './prepare';
export { takeKeyTurns } from './keyTurns';
export { answerRepeated, keepFirst, repeatsWithin } from './repeats';
export { settleDrafts } from './settle';
export { assignedName, withAssignment } from './ownerChange';
export { readEvent, storedEventColumns, storedEventTables, type StoredEvent } from './storedEvent';
export { noKey } from './upsertKey';
export { matcherFor, matchersOf, tupleOf, type Matcher } from './upsertMatch';
export { putBackRecords } from './putBack';
export { deleteRecords, matchAndWrite, updateRecords, upsertRecords };
export type { Draft } from './draft';
export type {
	ApprovalFact,
	ApprovalSubject,
	ApprovalSubjects,
	ApprovalSummary,
	ApprovalVerb,
	Judged,
	OwnedWork,
	RecordRule,
	RecordRules,
	Session,
	WorkOwner,
	WorkOwners,
	WorkVerdict,
} from './session';

/** The operations of every object, for one caller. */
export const recordsOf = (session: Session): Records => {
	const objectOf = (name: ObjectName) => session.objects.get(name);
	const known = <I extends object>(name: ObjectName, inputs: readonly I[]) => withIds(session, inputs, recordPlaces(objectOf(name)));
	return {
		create: async (name, inputs) => await createRecords(session, entered(objectOf(name)), await known(name, inputs)),
		upsert: async (name, inputs, options) => await upsertRecords(session, entered(objectOf(name)), await known(name, inputs), options),
		update: async (name, inputs) => await updateRecords(session, entered(objectOf(name)), await known(name, inputs)),
		delete: async (name, inputs) => await deleteRecords(session, entered(objectOf(name)), await known(name, inputs)),
		restore: async (name, inputs) => await restoreRecords(session, entered(objectOf(name)), await known(name, inputs)),
		get: async (name, inputs) => await getRecords(session, objectOf(name), await known(name, inputs)),
		list: (name, query) => listPage(session, objectOf(name), query),
		count: (name, query) => countMatching(session, objectOf(name), query),
		timeline: async (name, id, page) => {
			const [record] = await known(name, [{ id }]);
			return await recordTimeline(session, objectOf(name), { ...record, ...page });
		},
	};
};
