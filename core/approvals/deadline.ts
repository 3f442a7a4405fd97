import { clock } from '../clock';
import type { WorkPayload } from '../crm';
import { CrmError } from '../errors';
import type { OwnedWork, Session, WorkVerdict } from '../records';
import { breathe, type StoreTx } from '../store';
import { taskLifecycle } from './approval.lifecycle';
import type { FrozenStep, Task } from './approvalRecords';
import type { Case } from './case';
import { settleTask } from './decide';
import { approvalIds, followRecords, openOffice, readCases, writeCases, type Following } from './desk';
import { dueKinds, toldOf, workOf, type Office } from './startStep';
import { timesOf } from './times';

/** What a workflow is to tell, and to whom. */
interface Telling extends WorkPayload {
	readonly action: 'remind' | 'passedOn' | 'approved' | 'rejected';
	readonly approvalId: string;
	/** Who is to decide now; of what is decided, who did not. */
	readonly approverId: string | null;
	readonly submitterId: string | null;
}

/** Milliseconds after which an approval is looked at again that somebody else was changing. */
const soon = 1000;

/**
 * Does what a step says about its deadline when a workflow takes the due work, and gives what the workflow is to tell. What
 * is decided needs no telling. What was done before is told again and not done again.
 */
export async function takeDeadlines(tx: StoreTx, session: Session, works: readonly OwnedWork[]): Promise<WorkVerdict[]> {
	const ids = await approvalIds(
		tx,
		works.map(({ recordId }) => recordId ?? ''),
	);
	const cases = await readCases(tx, session, new Set(ids.values()), 'free');
	const office = await openOffice(tx, session, cases.values());
	const verdicts: WorkVerdict[] = [];
	const followings: Following[] = [];
	for (const { kind, recordId, payload } of works) {
		const id = ids.get(recordId ?? '');
		const kase = cases.get(id ?? '');
		const task = kase?.open.find((one) => one.id === recordId);
		if (isDone(payload)) verdicts.push({ payload, keep: true });
		else if (id !== undefined && !kase) verdicts.push({ until: new Date(clock.now() + soon).toISOString() });
		else if (!kase || !task || kase.approval.status !== 'pending') verdicts.push('done');
		else
			verdicts.push({ payload: kind === dueKinds.reminder ? remind(kase, task) : overdue(kase, task, { office, followings }), keep: true });
		await breathe();
	}
	await followRecords(session, tx, followings);
	await writeCases(tx, cases.values(), new Set(works.map(({ recordId }) => recordId ?? '')));
	return verdicts;
}

/** A reminder is due anew as long as the task waits; what was decided or passed on stays so. */
const isDone = (payload: WorkPayload | null): payload is Telling => payload?.action !== undefined && payload.action !== 'remind';

const tellingOf = ({ approval }: Case, { approverId }: Task, action: Telling['action']): Telling => ({
	action,
	approvalId: approval.id,
	about: approval.object,
	aboutId: approval.recordId,
	approverId,
	submitterId: approval.submitterId,
});

function remind(kase: Case, task: Task): Telling {
	kase.changeTask(task, {}, taskLifecycle.apply(task, 'remind').emits);
	return tellingOf(kase, task, 'remind');
}

function overdue(kase: Case, task: Task, { office, followings }: { office: Office; followings: Following[] }): Telling {
	const action = kase.step?.atDeadline ?? 'remind';
	if (action === 'escalate') return passOn(kase, task, office) ?? remind(kase, task);
	if (action === 'remind') return remind(kase, task);
	const before = kase.mark();
	const { outcome } = settleTask(kase, { task, verdict: action, byId: null }, { office, place: 'deadline' });
	const refused = (error: CrmError): never => {
		before();
		throw error;
	};
	if (outcome === 'approved') followings.push({ kase, verb: 'approve', refused });
	if (outcome === 'rejected') followings.push({ kase, verb: 'reject', refused });
	return tellingOf(kase, task, action === 'approve' ? 'approved' : 'rejected');
}

/** Gives a task to somebody else, who has as long as the first; undefined where there is nobody who is not asked already. */
function passOn(kase: Case, task: Task, office: Office): Telling | undefined {
	const { directory } = office;
	const leftOut = new Set([...kase.leftOut, ...kase.open.map(({ approverId }) => String(approverId))]);
	const named = kase.step?.escalateToId;
	const wanted =
		named !== undefined && directory.isActive(named) && !leftOut.has(named) ? named : directory.above(String(task.approverId), leftOut);
	const toId = wanted === undefined ? undefined : directory.acting(wanted, leftOut).id;
	if (toId === undefined) return undefined;
	const { emits } = taskLifecycle.apply(task, 'escalate');
	const times = timesOf(kase.step as FrozenStep, office.calendar, clock.iso());
	const turn = (task.turn ?? 1) + 1;
	const fields = { via: 'escalation' as const, turn, dueAt: times.dueAt, ...toldOf(kase, toId, office) };
	const after = kase.changeTask(task, fields, [...emits, 'approval.stepWaiting']);
	kase.decide({ task, verdict: 'escalated', place: 'deadline', toId });
	kase.plan.work.push(...workOf(after, times));
	return { ...tellingOf(kase, after, 'passedOn'), fromId: task.approverId };
}
