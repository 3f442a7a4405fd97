import { cadenceWork } from '../../../core/cadences';
import { outboxChannel } from '../../../core/channels/outbox/outbox';
import type { CompleteStepInput, CrmRecord, Enrolled, StepResult } from '../../../core/crm';
import { claimWork } from '../../../core/work/claim';
import type { WorkRow } from '../../../core/work/row';
import { nextWorkAt, settleWork } from '../../../core/work/settle';
import { failedEnding, tellOwners } from '../../../core/work/owned';
import type { Session } from '../../../core/records';
import { inputsOf, setNow, valueOf, type TestCrm } from '../../support/testCrm';

/** A Monday, 10:00 in Shanghai. */
export const monday = '2026-03-02T02:00:00.000Z';

const kinds = ['cadence.message', 'cadence.task', 'cadence.call'];

/** A step of a cadence as a test writes it: a message to the outbox unless it says otherwise. */
export const message = (name: string, more: object = {}) => ({ name, kind: 'message', template: '问候', ...more });

/** Makes the template that steps use, and the cadence. */
export async function givenCadence(crm: TestCrm, steps: readonly object[], more: object = {}): Promise<CrmRecord> {
	await crm.messages.defineTemplate([
		{ item: 0, fields: { name: '问候', purpose: 'service', versions: [{ language: 'zh-CN', subject: '您好', body: '您好，{{name}}' }] } },
	]);
	const [defined] = await crm.cadences.define([{ item: 0, fields: { name: '新线索跟进', window: 'always', steps, ...more } }]);
	return valueOf(defined).cadence;
}

/** Has leads enter a cadence. */
export async function enroll(crm: TestCrm, leads: readonly CrmRecord[], cadence = '新线索跟进'): Promise<Enrolled[]> {
	const inputs = leads.map(({ id }) => ({ cadence, object: 'lead' as const, id }));
	return (await crm.cadences.enroll(inputsOf(inputs))).map(valueOf);
}

/** Has one lead enter, and gives its enrolment's id. */
export async function enrollOne(crm: TestCrm, lead: CrmRecord, cadence?: string): Promise<string> {
	const [{ enrolment }] = await enroll(crm, [lead], cadence);
	if (!enrolment) throw new Error('not enrolled');
	return enrolment.id;
}

/** An item that a workflow was given. */
export interface Given {
	readonly work: WorkRow;
	readonly enrolmentId: string;
	readonly step: string;
	readonly channel: string | null;
	readonly template: string | null;
	readonly taskId: string | null;
}

const ownersOf = async ({ store, context }: TestCrm): Promise<Session> => ({
	store,
	context,
	rules: {},
	subjects: {},
	workOwners: cadenceWork,
	objects: await store.catalogue.current(),
});

/** Claims what is due now, as a CRM Trigger does. */
export async function claimSteps(crm: TestCrm, limit = 1000, lease = 30_000): Promise<Given[]> {
	const session = await ownersOf(crm);
	const works = await crm.store.write(crm.context, async (tx) => await claimWork(tx, { kinds, limit, lease }, session));
	return works.map((work) => ({ work, ...(JSON.parse(String(work.payload)) as Omit<Given, 'work'>) }));
}

/** The workflow of claimed items has ended well. */
export const endWell = async (crm: TestCrm, given: readonly Given[]): Promise<void> =>
	await crm.store.write(crm.context, async (tx) => {
		const works = given.map(({ work }) => work);
		const failed = await tellOwners(await ownersOf(crm), works);
		const ids = new Set(failed.map(({ work }) => work.id));
		const done = works.filter(({ id }) => !ids.has(id)).map((work) => ({ work, ending: 'done' as const }));
		await settleWork(tx, [...done, ...failed.map(failedEnding)]);
	});

export const complete = async (crm: TestCrm, given: readonly Given[], result: StepResult = 'sent', more: Partial<CompleteStepInput> = {}) =>
	(await crm.cadences.completeStep(inputsOf(given.map(({ enrolmentId, step }) => ({ enrolmentId, step, result, ...more }))))).map(valueOf);

/** Moves the clock to when the next step is due; false where none is. */
export async function goToNext(crm: TestCrm): Promise<string | undefined> {
	const next = await nextWorkAt(crm.store.read, kinds);
	if (next !== undefined) setNow(next);
	return next;
}

/** Sends what was claimed through the outbox, as the workflow does, and says what became of it. */
export async function sendAll(crm: TestCrm, given: readonly Given[]): Promise<void> {
	const messages = given.filter(({ work }) => work.kind === 'cadence.message');
	const inputs = messages.map(({ work, template, step }) => ({
		recipient: { object: 'lead' as const, id: String(work.recordId) },
		template: String(template),
		step,
		idempotencyKey: work.key,
	}));
	const outcomes = (await crm.messages.send(inputsOf(inputs), { channel: outboxChannel })).map(valueOf);
	for (const [i, { output, message: sent }] of outcomes.entries()) await complete(crm, [messages[i]], output, { messageId: sent.id });
	await endWell(crm, given);
}

/** The steps that somebody has reached, in their order. */
export const reachedBy = async (crm: TestCrm, enrolmentId: string): Promise<Array<{ step: string; result: string | null }>> =>
	await crm.rows('SELECT "step", "result" FROM "crm_enrolment_step" WHERE "enrolmentId" = ? ORDER BY "position"', [enrolmentId]);

export const enrolmentOf = async (crm: TestCrm, id: string): Promise<CrmRecord> =>
	valueOf((await crm.records.get('enrolment', [{ item: 0, id }]))[0]);
