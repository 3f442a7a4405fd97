import type { Cadences } from '../cadenceTypes';
import { withIds, type Place, type RecordRules, type Session, type WorkOwner, type WorkOwners } from '../records';
import type { ObjectName } from '../schema/types';
import { cadenceRule } from './cadence.rule';
import { completeSteps, workDone } from './completeStep';
import { defineCadences } from './define';
import { enrollPeople } from './enroll';
import { lockEnrolments } from './enrolments';
import { enrollMatching } from './enrollMatching';
import { leaveCadences } from './leave';
import { resolveDue } from './resolve';
import { cadenceStats } from './stats';

export { openKeyOf, type Cadence, type Enrolment } from './enrolments';
export { cadenceFollowers } from './followers';
export { Moves } from './moves';

/** What a cadence must be, whichever operation writes it. */
export const cadenceRules: RecordRules = { cadence: cadenceRule };

const owner: WorkOwner = {
	claimed: async (tx, { objects }, works) => await resolveDue(tx, objects, works),
	lock: async (tx, works) =>
		void (await lockEnrolments(
			tx,
			works.map(({ id }) => id),
		)),
	done: async (tx, { objects }, works) => await workDone(tx, objects, works),
};

/** Decides about steps that come due, and has people go on when one is done. */
export const cadenceWork: WorkOwners = { 'cadence.message': owner, 'cadence.task': owner, 'cadence.call': owner };

/** People may be named by their numbers. */
const personPlaces = (input: object): Place[] => {
	const { object } = input as { object?: ObjectName };
	return object ? [{ name: 'id', object }] : [];
};

/** The operations on cadences, for one caller. */
export const cadencesOf = (session: Session): Cadences => ({
	define: (inputs) => defineCadences(session, inputs),
	enroll: async (inputs) => await enrollPeople(session, await withIds(session, inputs, personPlaces)),
	enrollMatching: (inputs) => enrollMatching(session, inputs),
	exit: async (inputs) => await leaveCadences(session, 'exit', await withIds(session, inputs, personPlaces)),
	pause: async (inputs) => await leaveCadences(session, 'pause', await withIds(session, inputs, personPlaces)),
	resume: async (inputs) => await leaveCadences(session, 'resume', await withIds(session, inputs, personPlaces)),
	completeStep: (inputs) => completeSteps(session, inputs),
	stats: (inputs) => cadenceStats(session, inputs),
});
