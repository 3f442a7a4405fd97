import type { NewWork, Scheduled, ScheduleInput, WorkState } from '../../../core/crm';
import { claimWork, type WorkClaim } from '../../../core/work/claim';
import { scheduleWork } from '../../../core/work';
import { settleWork, type EndedWork } from '../../../core/work/settle';
import type { WorkRow } from '../../../core/work/row';
import { inputsOf, valueOf, type TestCrm } from '../../support/testCrm';

/** Where the clock of these tests begins. */
export const start = '2026-03-02T01:00:00.000Z';

/** So many seconds after the beginning. */
export const after = (seconds: number): string => new Date(Date.parse(start) + seconds * 1000).toISOString();

/** Schedules work as a domain does, in a transaction of its own. */
export const schedule = async (crm: TestCrm, works: ReadonlyArray<Partial<NewWork>>): Promise<Scheduled[]> =>
	await crm.store.write(
		crm.context,
		async (tx) =>
			await scheduleWork(
				tx,
				works.map((work) => ({ kind: 'message.deferred', dueAt: start, ...work })),
			),
	);

/** The same as a user. */
export const scheduleAsUser = async (crm: TestCrm, works: ReadonlyArray<Partial<ScheduleInput>>): Promise<Scheduled[]> =>
	(await crm.work.schedule(inputsOf(works.map((work) => ({ kind: 'custom:call', dueAt: start, ...work }))))).map(valueOf);

export const claim = async (crm: TestCrm, more: Partial<WorkClaim> = {}): Promise<WorkRow[]> =>
	await crm.store.write(crm.context, async (tx) => await claimWork(tx, { kinds: ['message.deferred'], limit: 20, lease: 30_000, ...more }));

export const settle = async (crm: TestCrm, ended: readonly EndedWork[]): Promise<void> =>
	await crm.store.write(crm.context, async (tx) => await settleWork(tx, ended));

/** The states of all items, in the order they were scheduled. */
export const states = async (crm: TestCrm): Promise<WorkState[]> =>
	(await crm.rows<{ state: WorkState }>('SELECT "state" FROM "crm_due" ORDER BY "id"')).map(({ state }) => state);
