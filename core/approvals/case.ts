import { clock } from '../clock';
import type { CrmRecord, NewWork, Waiting } from '../crm';
import type { CrmObject } from '../schema/types';
import { changedRecord, newRecord, type Change } from '../store';
import {
	approvalObject,
	decisionObject,
	taskObject,
	type Approval,
	type Decision,
	type FrozenStep,
	type Place,
	type Task,
} from './approvalRecords';
import type { Directory } from './directory';

/** What is to be written of a case. */
export interface Plan {
	readonly changes: Change[];
	readonly work: NewWork[];
	/** Tasks that wait no more, whose times are called off. */
	readonly closed: string[];
}

interface NewDecision extends Pick<Decision, 'verdict'> {
	readonly place: Place;
	readonly task?: Task;
	readonly byId?: string | null;
	readonly toId?: string;
	readonly reason?: string;
}

/** One approval while a call decides about it: as it will be, and what is to be written for that. */
export class Case {
	readonly plan: Plan = { changes: [], work: [], closed: [] };

	constructor(
		public approval: Approval,
		public tasks: readonly Task[],
		public decisions: readonly Decision[],
		/** What is approved; absent when it is gone for good. */
		public record?: CrmRecord,
	) {}

	/** The step that waits. */
	get step(): FrozenStep | undefined {
		return this.approval.steps?.[(this.approval.step ?? 1) - 1];
	}

	/** The tasks of the step that waits. */
	get current(): readonly Task[] {
		return this.tasks.filter(({ step }) => step === this.approval.step);
	}

	get open(): readonly Task[] {
		return this.current.filter(({ state }) => state === 'waiting');
	}

	/** Who may not be asked: the submitter, unless the policy allows it. */
	get leftOut(): ReadonlySet<string> {
		const { allowOwn, submitterId } = this.approval;
		return new Set(allowOwn === true || submitterId === null ? [] : [submitterId]);
	}

	/** How things stand, to go back to with {@link goBack} when what follows is refused. */
	mark(): () => void {
		const { approval, tasks, decisions, record } = this;
		const { changes, work, closed } = this.plan;
		const counts = [changes.length, work.length, closed.length];
		return () => {
			Object.assign(this, { approval, tasks, decisions, record });
			[changes.length, work.length, closed.length] = counts;
		};
	}

	/** A new approval, as it is when all has been said about it. */
	create(emits: readonly string[], item?: number): void {
		this.#note(approvalObject, { after: this.approval, emits, item });
	}

	changeApproval(fields: Partial<Approval>, emits: readonly string[], item?: number): void {
		const before = this.approval;
		this.approval = changedRecord(before, fields) as Approval;
		this.#note(approvalObject, { before, after: this.approval, emits, item });
	}

	changeTask(task: Task, fields: Partial<Task>, emits: readonly string[], item?: number): Task {
		const after = changedRecord(task, fields) as Task;
		this.tasks = this.tasks.map((one) => (one.id === task.id ? after : one));
		this.#note(taskObject, { before: task, after, emits, item });
		if (after.state !== 'waiting') this.plan.closed.push(after.id);
		return after;
	}

	addTask(fields: Partial<Task>, emits: readonly string[], item?: number): Task {
		const { id: approvalId, object, recordId, title, submitterId } = this.approval;
		const after = newRecord(taskObject, { approvalId, object, recordId, title, submitterId, ...fields }) as Task;
		this.tasks = [...this.tasks, after];
		this.#note(taskObject, { after, emits, item });
		return after;
	}

	/** Notes what somebody said; nothing changes it again. */
	decide({ task, verdict, place, byId = null, toId, reason }: NewDecision, item?: number): Decision {
		const { id: approvalId, object, recordId, step, stepName } = this.approval;
		const after = newRecord(decisionObject, {
			approvalId,
			taskId: task?.id,
			object,
			recordId,
			step: task?.step ?? step,
			stepName: task?.stepName ?? stepName,
			verdict,
			byId,
			originalId: task?.originalId,
			toId,
			place,
			reason,
			at: clock.iso(),
			recordVersion: this.record?.version,
		}) as Decision;
		this.decisions = [...this.decisions, after];
		this.#note(decisionObject, { after, item });
		return after;
	}

	/** Who is waited for, and why somebody may not answer. */
	waitingFor(directory: Directory): Waiting[] {
		if (this.approval.status !== 'pending') return [];
		return this.open.map((task): Waiting => {
			const approverId = String(task.approverId);
			const unavailable = directory.isActive(approverId) ? (directory.isHere(approverId) ? undefined : 'absent') : 'left';
			return {
				taskId: task.id,
				approverId,
				approverName: directory.nameOf(approverId),
				since: String(task.since),
				dueAt: task.dueAt,
				...(task.originalId !== task.approverId && {
					originalId: String(task.originalId),
					originalName: directory.nameOf(task.originalId),
				}),
				...(unavailable && { unavailable }),
			};
		});
	}

	#note(object: CrmObject, change: Omit<Change, 'object'>): void {
		const happened = change.before === change.after && (change.emits?.length ?? 0) > 0;
		if (change.before !== change.after || happened)
			this.plan.changes.push({ object, ...change, ...(happened && { kind: 'happened' as const }) });
	}
}
