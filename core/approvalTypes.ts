import type { Input, Outcome } from './context';
import type { CrmRecord, FieldsInput } from './recordTypes';
import type { ObjectName } from './schema/types';

export interface ApprovalRequestInput extends Input {
	readonly object: ObjectName;
	readonly id: string;
	/** Id of the user who submits the record; default: its owner. */
	readonly submitterId?: string;
	/** What the submitter says to the approvers. */
	readonly note?: string;
	/** The same key returns the first result. */
	readonly idempotencyKey?: string;
}

/** An approver who is waited for. */
export interface Waiting {
	readonly taskId: string;
	readonly approverId: string;
	readonly approverName: string;
	/** UTC ISO. */
	readonly since: string;
	readonly dueAt: string | null;
	/** Whom the policy names, where that is somebody else. */
	readonly originalId?: string;
	readonly originalName?: string;
	/** Why no decision is to be expected; absent while the approver is there. */
	readonly unavailable?: 'absent' | 'left';
}

export interface Requested {
	/** `notNeeded`: no policy is for such a record, so that the rule approved it. */
	readonly outcome: 'waiting' | 'notNeeded';
	readonly approval: CrmRecord;
	/** The record after its step. */
	readonly record: CrmRecord;
	readonly waitingFor: readonly Waiting[];
	/** True when this is the first result of an earlier call with the same key. */
	readonly repeated: boolean;
}

interface ApprovalInput extends Input {
	/** Id of the approval, of one of its tasks, or of the record that waits. */
	readonly approvalId: string;
}

export interface DecideInput extends ApprovalInput {
	/** Id of the user who decides: an approver of the current step. */
	readonly byId: string;
	readonly verdict: 'approve' | 'reject';
	/** Needed for a rejection. */
	readonly reason?: string;
}

/** `waiting`: the step goes on, as others must approve as well. */
export type DecisionOutcome = 'approved' | 'rejected' | 'nextStep' | 'waiting';

export interface Decided {
	readonly outcome: DecisionOutcome;
	readonly approval: CrmRecord;
	/** Null when the record is gone for good. */
	readonly record: CrmRecord | null;
	readonly decision: CrmRecord;
	readonly waitingFor: readonly Waiting[];
}

export interface DelegateInput extends ApprovalInput {
	/** Id of the approver whose task is passed on … */
	readonly approverId: string;
	/** … to this user. */
	readonly toId: string;
	/** Who passes it on; default: the approver. Also their manager may, and anybody for an approver who has left. */
	readonly byId?: string;
	readonly reason?: string;
}

export interface RecallInput extends ApprovalInput {
	/** The submitter; absent: the workflow recalls it for them. */
	readonly byId?: string;
	readonly reason?: string;
}

/** How an approval stands: who decided what, and who is waited for. */
export interface ApprovalStatus {
	readonly approval: CrmRecord;
	readonly record: CrmRecord | null;
	/** True when the record was changed after it was submitted. */
	readonly recordChanged: boolean;
	readonly waitingFor: readonly Waiting[];
	/** The oldest first, with the names of the users. */
	readonly decisions: readonly CrmRecord[];
}

/** Approvals of any record. Each call takes all inputs at once and answers with one outcome per input, in input order. */
export interface Approvals {
	/** Makes or changes the approval policy of that name. */
	definePolicy(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
	request(inputs: readonly ApprovalRequestInput[]): Promise<Array<Outcome<Requested>>>;
	decide(inputs: readonly DecideInput[]): Promise<Array<Outcome<Decided>>>;
	delegate(inputs: readonly DelegateInput[]): Promise<Array<Outcome<Omit<Decided, 'outcome'>>>>;
	recall(inputs: readonly RecallInput[]): Promise<Array<Outcome<Omit<Decided, 'outcome'>>>>;
	/** Of an approval, or of the latest one of a record. */
	status(inputs: readonly ApprovalInput[]): Promise<Array<Outcome<ApprovalStatus>>>;
}
