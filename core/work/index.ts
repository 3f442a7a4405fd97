import type { Work, WorkSubscriptions } from '../crm';
import type { Session } from '../records';
import { cancelRecordWork, cancelWork, completeWork, failWork, rescheduleWork, retryDeadWork, retryWork } from './change';
import { listWork } from './list';
import { sampleWork } from './sample';
import { scheduleInputs } from './schedule';
import { openWork } from './subscription';

export { cancelByRecord, completeByKey, reopenByKey, rescheduleByKey } from './change';
export { isKind, ownWork, storedKind, workKinds } from './kinds';
export { workProblems } from './problems';
export { scheduleWork } from './schedule';

/** What is to be done at a time, for one caller. */
export const workOf = (session: Session): Work => ({
	schedule: (inputs) => scheduleInputs(session, inputs),
	complete: (inputs) => completeWork(session, inputs),
	retry: (inputs) => retryWork(session, inputs),
	fail: (inputs) => failWork(session, inputs),
	reschedule: (inputs) => rescheduleWork(session, inputs),
	cancel: (inputs) => cancelWork(session, inputs),
	cancelByRecord: (inputs) => cancelRecordWork(session, inputs),
	retryDead: (inputs) => retryDeadWork(session, inputs),
	list: (query) => listWork(session, query),
});

/** Due work as it comes due, for one caller. */
export const workSubscriptionsOf = (session: Session): WorkSubscriptions => ({
	openWork: (spec, handlers) => openWork(session, spec, handlers),
	sampleWork: (kinds) => sampleWork(session.store, kinds),
});
