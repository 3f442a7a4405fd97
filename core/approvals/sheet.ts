import type { Outcome } from '../context';
import type { CrmRecord, Decided } from '../crm';
import type { ApprovalSummary, Session } from '../records';
import type { Sql, StoreTx } from '../store';
import type { Locale, Text } from '../text';
import type { Approval, Decision, Task } from './approvalRecords';
import type { Case } from './case';
import { decideIn, openTaskOf } from './decide';
import { approvalIds, readCases } from './desk';
import { Directory } from './directory';
import { lastOf, told } from './faults';
import { isChanged } from './status';
import { summariesOf } from './summary';
import { shownTime } from './times';

/** What an approver is shown of an approval. */
export interface ApprovalSheet {
	readonly approval: Approval;
	readonly task: Task;
	/** Whether this person may decide now. */
	readonly isOpen: boolean;
	/** Why not: what was decided, by whom and when, or who is asked. */
	readonly closed?: Text;
	readonly summary: ApprovalSummary;
	readonly submitter: string;
	/** Whom the policy names, where this person decides for somebody else. */
	readonly inPlaceOf?: string;
	/** As people read it. */
	readonly dueAt?: string;
	readonly steps: number;
	/** The record's version, and whether it is another one than that which was submitted. */
	readonly version: number;
	readonly isChanged: boolean;
	readonly history: ReadonlyArray<{ readonly step: string; readonly what: Text; readonly reason: string }>;
	readonly language: Locale | undefined;
}

/** What a person is shown of a task; undefined when it, or what it is about, is gone for good. */
export async function approvalSheet(
	sql: Sql,
	session: Session,
	{ taskId, userId }: { readonly taskId: string; readonly userId: string },
): Promise<ApprovalSheet | undefined> {
	const ids = await approvalIds(sql, [taskId]);
	const [kase] = (await readCases(sql, session, ids.values())).values() as Iterable<Case | undefined>;
	const task = kase?.tasks.find(({ id }) => id === taskId);
	if (!kase?.record || !task) return undefined;
	const { approval, record } = kase;
	const directory = await Directory.read(sql, session.context.timeZone);
	const summary = (await summariesOf(sql, session, [{ object: approval.object, record }])).get(record.id);
	const user = directory.get(userId);
	if (!summary || !user) return undefined;
	const closed = whyClosed(kase, task, { userId, directory }, session.context.timeZone);
	return {
		approval,
		task,
		isOpen: closed === undefined,
		closed,
		summary,
		submitter: directory.nameOf(approval.submitterId),
		...(task.originalId !== userId && { inPlaceOf: directory.nameOf(task.originalId) }),
		...(task.dueAt !== null && { dueAt: shownTime(task.dueAt, session.context.timeZone) }),
		steps: (approval.steps ?? []).length,
		version: record.version,
		isChanged: isChanged(kase),
		history: kase.decisions.map((decision) => entryOf(decision, directory, session.context.timeZone)),
		language: user.language ?? undefined,
	};
}

const entryOf = (decision: Decision, directory: Directory, timeZone?: string) => ({
	step: decision.stepName ?? '',
	what: told(decision, directory, timeZone),
	reason: decision.reason ?? '',
});

/** Why a person may not decide about a task (any more); undefined when they may. */
function whyClosed(
	kase: Case,
	task: Task,
	{ userId, directory }: { userId: string; directory: Directory },
	timeZone?: string,
): Text | undefined {
	const { approval, decisions } = kase;
	const last = approval.status === 'pending' ? decisions.findLast(({ step }) => step === task.step) : lastOf(decisions);
	if (approval.status !== 'pending' || task.state !== 'waiting') return last ? told(last, directory, timeZone) : nothing;
	if (!directory.isActive(userId)) return { en: 'you have left the company', 'zh-CN': '您已不在职' };
	if (!kase.leftOut.has(userId) && openTaskOf(kase, userId)?.id === task.id) return undefined;
	const passed = decisions.findLast(({ taskId, toId }) => taskId === task.id && toId !== null);
	if (passed && task.via !== 'substitute') {
		const to = directory.nameOf(passed.toId);
		const what = told(passed, directory, timeZone);
		return { en: `${what.en} to ${to}`, 'zh-CN': `${what['zh-CN']}给${to}` };
	}
	const name = directory.nameOf(task.approverId);
	return { en: `${name} is asked, not you`, 'zh-CN': `审批人是${name}，不是您` };
}

const nothing: Text = { en: 'it has ended', 'zh-CN': '已结束' };

interface TaskDecision {
	readonly taskId: string;
	readonly userId: string;
	readonly verdict: 'approve' | 'reject';
	readonly reason?: string;
	readonly place: 'page' | 'card';
}

/** Decides about a task as its person, in the caller's transaction; says what is in the way instead of throwing it. */
export async function decideTask(
	tx: StoreTx,
	session: Session,
	{ taskId, userId, verdict, reason, place }: TaskDecision,
): Promise<Outcome<Decided>> {
	const inputs = [{ item: 0, approvalId: taskId, byId: userId, verdict, reason }];
	const [outcome] = await decideIn(tx, { ...session, context: { ...session.context, partial: true } }, inputs, place);
	return outcome;
}

/** What a decision gives a workflow, wherever it was made. */
export const decidedItem = ({ outcome, approval, record, decision, waitingFor }: Decided): Record<string, unknown> => ({
	outcome,
	approval,
	record,
	decision,
	waitingFor,
});

/** The tasks of a step, whose cards show what was decided. */
export async function tasksBeside(sql: Sql, session: Session, task: Pick<CrmRecord, 'id'>): Promise<string[]> {
	const [kase] = (await readCases(sql, session, (await approvalIds(sql, [task.id])).values())).values() as Iterable<Case | undefined>;
	const own = kase?.tasks.find(({ id }) => id === task.id);
	return (kase?.tasks ?? []).filter(({ step, id }) => step === own?.step && id !== task.id).map(({ id }) => id);
}
