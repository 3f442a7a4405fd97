import { isBlank } from '../blank';
import { clock } from '../clock';
import type { Outcome } from '../context';
import type { Decided, DecideInput, DecisionOutcome } from '../crm';
import { CrmError } from '../errors';
import { Batch, type Session } from '../records';
import { breathe, type StoreTx } from '../store';
import { approvalLifecycle, taskLifecycle } from './approval.lifecycle';
import type { Decision, Place, Task } from './approvalRecords';
import type { Case } from './case';
import { approvalIds, followRecords, openOffice, readCases, writeCases, type Following } from './desk';
import type { Directory } from './directory';
import { decidedAlready, longReason, noApproval, noReason, notAsked, noUser, ownRecord, stepDone } from './faults';
import { startStep, type Office } from './startStep';

type Verdict = 'approve' | 'reject';

/** Lets approvers decide, all in one transaction with what follows from it: the record's step, and the tasks of the next one. */
export const decideApprovals = (session: Session, inputs: readonly DecideInput[]): Promise<Array<Outcome<Decided>>> =>
	session.store.write(session.context, async (tx) => await decideIn(tx, session, inputs, 'node'));

/** The same in the caller's transaction, with the place where it was decided. */
export async function decideIn(
	tx: StoreTx,
	session: Session,
	inputs: readonly DecideInput[],
	place: Place,
): Promise<Array<Outcome<Decided>>> {
	const batch = new Batch<DecideInput, Decided>(inputs);
	const ids = await approvalIds(
		tx,
		inputs.map(({ approvalId }) => approvalId),
	);
	const cases = await readCases(tx, session, ids.values(), 'change');
	const office = await openOffice(tx, session, cases.values());
	const given = new Map<number, Given>();
	for (const [index, input] of inputs.entries()) {
		const kase = cases.get(ids.get(input.approvalId) ?? '');
		try {
			given.set(index, decideOne(kase, input, { office, place, timeZone: session.context.timeZone }));
		} catch (error) {
			if (!(error instanceof CrmError)) throw error;
			batch.fail(index, error);
		}
		await breathe();
	}
	await followRecords(session, tx, followingsOf(given, batch));
	batch.settle(session.context.partial);
	await writeCases(tx, cases.values());
	for (const [index, { kase, outcome, decision }] of given)
		batch.done(index, {
			outcome,
			approval: kase.approval,
			record: kase.record ?? null,
			decision,
			waitingFor: kase.waitingFor(office.directory),
		});
	return batch.outcomes();
}

interface Given {
	readonly kase: Case;
	readonly outcome: DecisionOutcome;
	readonly decision: Decision;
	readonly reason?: string;
	goBack(): void;
}

const ends: Partial<Record<DecisionOutcome, Verdict>> = { approved: 'approve', rejected: 'reject' };

function followingsOf(given: ReadonlyMap<number, Given>, batch: Batch<DecideInput, Decided>): Following[] {
	return [...given].flatMap(([index, { kase, outcome, goBack, reason }]): Following[] => {
		const verb = ends[outcome];
		if (!verb) return [];
		const refused = (error: CrmError) => {
			goBack();
			batch.fail(index, error);
		};
		return [{ kase, verb, reason, item: batch.inputs[index].item, refused }];
	});
}

interface Using {
	readonly office: Office;
	readonly place: Place;
	readonly timeZone?: string;
}

/** @throws CrmError that says who may decide, or who did */
function decideOne(kase: Case | undefined, { byId, verdict, reason, item }: DecideInput, using: Using): Given {
	if (!kase) throw noApproval();
	const task = taskOf(kase, byId, using);
	const given = reason?.trim();
	const fault = longReason('reason', given) ?? (verdict === 'reject' && isBlank(given) ? noReason() : undefined);
	if (fault) throw fault;
	return settleTask(kase, { task, verdict, byId, reason: given === '' ? undefined : given, item }, using);
}

/** The task that somebody may decide now. */
function taskOf(kase: Case, byId: string, { office: { directory }, timeZone }: Pick<Using, 'office' | 'timeZone'>): Task {
	const { approval, decisions } = kase;
	if (approval.status !== 'pending') throw decidedAlready(decisions, directory, timeZone);
	const by = directory.get(byId);
	if (!by) throw noUser('byId');
	if (!directory.isActive(byId)) throw noUser('byId', by.name);
	if (kase.leftOut.has(byId)) throw ownRecord(by.name);
	const task = openTaskOf(kase, byId);
	if (task) return task;
	throw doneBy(kase, byId, directory, timeZone) ?? notAsked(approval, kase.open, by.name);
}

/** An approver who is back may decide in place of the substitute. */
export const openTaskOf = ({ open }: Case, userId: string): Task | undefined =>
	open.find(({ approverId }) => approverId === userId) ?? open.find(({ via, originalId }) => via === 'substitute' && originalId === userId);

/** What was decided of a step that somebody was asked in before. */
function doneBy({ decisions, tasks }: Case, byId: string, directory: Directory, timeZone?: string): CrmError | undefined {
	const task = tasks.findLast(({ approverId, originalId }) => approverId === byId || originalId === byId);
	const said = decisions.findLast((one) => one.byId === byId && one.step === task?.step);
	const decision = said ?? decisions.findLast(({ step }) => step === task?.step);
	return task && decision && stepDone(decision, directory, timeZone);
}

/** What is decided about one task. */
export interface Settling {
	readonly task: Task;
	readonly verdict: Verdict;
	/** Null where a deadline decides. */
	readonly byId: string | null;
	readonly reason?: string;
	readonly item?: number;
}

/** Settles a task, and the step and the approval where that was the last word. */
export function settleTask(kase: Case, { task, verdict, byId, reason, item }: Settling, { office, place }: Using): Given {
	const goBack = kase.mark();
	const { to, emits } = taskLifecycle.apply(task, verdict);
	kase.changeTask(task, { state: to, decidedAt: clock.iso() }, emits, item);
	const decision = kase.decide({ task, verdict: verdict === 'approve' ? 'approved' : 'rejected', place, byId, reason }, item);
	try {
		return { kase, decision, reason, goBack, outcome: goOn(kase, verdict, { office, reason, item }) };
	} catch (error) {
		goBack();
		throw error;
	}
}

function goOn(kase: Case, verdict: Verdict, given: { office: Office; reason?: string; item?: number }): DecisionOutcome {
	const { office, reason, item } = given;
	const { approval, step } = kase;
	if (verdict === 'approve' && step?.mode === 'all' && kase.open.length > 0) return 'waiting';
	for (const task of kase.open) kase.changeTask(task, { state: taskLifecycle.apply(task, 'close').to }, [], item);
	const next = verdict === 'approve' ? approval.steps?.[approval.step ?? 1] : undefined;
	if (next) {
		const { emits = '' } = approvalLifecycle.apply(approval, 'advance');
		kase.changeApproval({ step: (approval.step ?? 1) + 1, stepName: next.name }, [emits], item);
		startStep(kase, (approval.step ?? 1) + 1, office, item);
		return 'nextStep';
	}
	const { to, emits = '' } = approvalLifecycle.apply(approval, verdict);
	kase.changeApproval({ status: to, decidedAt: clock.iso(), pendingKey: null, reason: reason ?? null }, [emits], item);
	return verdict === 'approve' ? 'approved' : 'rejected';
}
