import type { WorkingCalendar } from '../calendar';
import { clock } from '../clock';
import type { NewWork } from '../crm';
import type { ApprovalSummary } from '../records';
import type { FrozenStep, Task } from './approvalRecords';
import type { Case } from './case';
import type { Directory } from './directory';
import { summaryText } from './summary';
import { timesOf, type StepTimes } from './times';

/** What steps need to begin. */
export interface Office {
	readonly directory: Directory;
	readonly calendar: WorkingCalendar;
	/** What approvers are told of records, by record id. */
	readonly summaries: ReadonlyMap<string, ApprovalSummary>;
}

/** The kinds of due work that a task has. */
export const dueKinds = { reminder: 'approval.reminder', deadline: 'approval.deadline' } as const;

/** Begins a step: whoever is asked gets a task, absent ones through their substitutes, each person one. */
export function startStep(kase: Case, number: number, office: Office, item?: number): void {
	const { directory } = office;
	const step = kase.approval.steps?.[number - 1] as FrozenStep;
	const times = timesOf(step, office.calendar, clock.iso());
	const asked = new Map<string, { originalId: string; via: Task['via'] }>();
	for (const originalId of step.approverIds ?? []) {
		const { id, via } = directory.acting(originalId, kase.leftOut);
		if (!asked.has(id)) asked.set(id, { originalId, via });
	}
	for (const [approverId, { originalId, via }] of asked) {
		const fields = { step: number, stepName: step.name, originalId, via, state: 'waiting' as const, since: clock.iso(), turn: 1 };
		const task = kase.addTask({ ...fields, dueAt: times.dueAt, ...toldOf(kase, approverId, office) }, ['approval.stepWaiting'], item);
		kase.plan.work.push(...workOf(task, times));
	}
}

/** What a task says to whom it is given. */
export function toldOf(kase: Case, approverId: string, { directory, summaries }: Office): Partial<Task> {
	const summary = summaries.get(kase.approval.recordId);
	return {
		approverId,
		approverName: directory.nameOf(approverId),
		submitterName: kase.approval.submitterId === null ? null : directory.nameOf(kase.approval.submitterId),
		...(summary && { summary: summaryText(summary, directory.get(approverId)?.language === 'en' ? 'en' : 'zh-CN') }),
	};
}

/** What becomes due of a task: a reminder and the deadline. Each turn has its own. */
export function workOf({ id, turn, approvalId, object, recordId }: Task, { dueAt, remindAt }: StepTimes): NewWork[] {
	const due = (kind: string, at: string): NewWork => ({
		kind,
		object: 'approvalTask',
		recordId: id,
		dueAt: at,
		key: `${id}:${turn}`,
		payload: { approvalId, about: object, aboutId: recordId },
	});
	return [...(remindAt === null ? [] : [due(dueKinds.reminder, remindAt)]), ...(dueAt === null ? [] : [due(dueKinds.deadline, dueAt)])];
}
