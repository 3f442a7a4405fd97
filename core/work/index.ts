import type { CancelInput, NewWork, Work, WorkQuery, WorkSubscriptions } from '../crm';
import { withIds, type Place, type Session } from '../records';
import { cancelRecordWork, cancelWork, completeWork, failWork, rescheduleWork, retryDeadWork, retryWork } from './change';
import { listWork } from './list';
import { sampleWork } from './sample';
import { scheduleInputs } from './schedule';
import { openWork } from './subscription';

export { cancelByRecord, completeByKey, reopenByKey, rescheduleByKey } from './change';
export { isKind, ownWork, storedKind, workKinds } from './kinds';
export { workProblems } from './problems';
export { scheduleWork } from './schedule';
export { beginWork, closeWork, placeWork, type StandingWork } from './standing';

/** Records may be named by their numbers. */
const aboutPlaces = ({ object }: Pick<NewWork | WorkQuery, 'object'>): Place[] => (object ? [{ name: 'recordId', object }] : []);
const ownPlaces = ({ object }: CancelInput): Place[] => [{ name: 'id', object }];

/** What is to be done at a time, for one caller. */
export const workOf = (session: Session): Work => ({
	schedule: async (inputs) => await scheduleInputs(session, await withIds(session, inputs, aboutPlaces)),
	complete: (inputs) => completeWork(session, inputs),
	retry: (inputs) => retryWork(session, inputs),
	fail: (inputs) => failWork(session, inputs),
	reschedule: (inputs) => rescheduleWork(session, inputs),
	cancel: (inputs) => cancelWork(session, inputs),
	cancelByRecord: async (inputs) => await cancelRecordWork(session, await withIds(session, inputs, ownPlaces)),
	retryDead: (inputs) => retryDeadWork(session, inputs),
	list: async (query) => {
		const [known] = await withIds(session, [query], aboutPlaces);
		return await listWork(session, known);
	},
});

/** Due work as it comes due, for one caller. */
export const workSubscriptionsOf = (session: Session): WorkSubscriptions => ({
	openWork: (spec, handlers) => openWork(session, { spec, handlers }),
	sampleWork: (kinds) => sampleWork(session.store, kinds),
});
