import type { Records } from '../crm';
import { createRecords } from './create';
import { countMatching, getRecords, listPage } from './read';
import { deleteRecords, restoreRecords } from './remove';
import type { Session } from './session';
import { recordTimeline } from './timeline';
import { updateRecords } from './update';
import { matchAndWrite, upsertRecords } from './upsert';

export { Batch } from './batch';
export { checkReferences, duplicateKey } from './checks';
export { notFound, notYours, versionConflict } from './faults';
export { judgeDrafts } from './prepare';
export { takeKeyTurns } from './keyTurns';
export { repeatsWithin } from './repeats';
export { assignedName, withAssignment } from './ownerChange';
export { readEvent, storedEventColumns, storedEventTables, type StoredEvent } from './storedEvent';
export { noKey } from './upsertKey';
export { matcherFor, matchersOf, tupleOf, type Matcher } from './upsertMatch';
export { putBackRecords } from './putBack';
export { deleteRecords, matchAndWrite, updateRecords, upsertRecords };
export type { Draft } from './draft';
export type { Judged, RecordRule, RecordRules, Session } from './session';

/** The operations of every object, for one caller. */
export const recordsOf = (session: Session): Records => ({
	create: (name, inputs) => createRecords(session, session.objects.get(name), inputs),
	upsert: (name, inputs, options) => upsertRecords(session, session.objects.get(name), inputs, options),
	update: (name, inputs) => updateRecords(session, session.objects.get(name), inputs),
	delete: (name, inputs) => deleteRecords(session, session.objects.get(name), inputs),
	restore: (name, inputs) => restoreRecords(session, session.objects.get(name), inputs),
	get: (name, inputs) => getRecords(session, session.objects.get(name), inputs),
	list: (name, query) => listPage(session, session.objects.get(name), query),
	count: (name, query) => countMatching(session, session.objects.get(name), query),
	timeline: (name, id, page) => recordTimeline(session, session.objects.get(name), { id, ...page }),
});
