import type { Input, Outcome } from './context';
import type { DeliveryResult, Subscription } from './deliveryTypes';
import type { CrmRecord, IdInput } from './recordTypes';
import type { ObjectName } from './schema/types';
import type { Text } from './text';

/**
 * - `waiting`: to be done at `dueAt`, or tried again soon
 * - `running`: a workflow has it
 * - `late`: nobody took it before `notAfter`, so that it is not done any more
 * - `dead`: given up on for `reason`
 * - `done`, `cancelled`: kept so that its key is not done again
 */
export type WorkState = 'waiting' | 'running' | 'late' | 'dead' | 'done' | 'cancelled';

/** Ids and codes only, never personal data: it is not erased with a person. */
export type WorkPayload = Readonly<Record<string, string | number | boolean | null>>;

/** Something to be done at a time. */
export interface NewWork {
	/** A kind of core/work/kinds.ts; of a user's own, `custom:` and its name. */
	readonly kind: string;
	readonly object?: ObjectName | null;
	readonly recordId?: string | null;
	/** UTC ISO 8601 with milliseconds. */
	readonly dueAt: string;
	/** The same: whoever comes later finds it late and does not do it. */
	readonly notAfter?: string | null;
	/** The same kind and key again gives the first item. */
	readonly key?: string;
	readonly payload?: WorkPayload | null;
}

/** Due work as it is stored. */
export interface DueWork {
	readonly id: string;
	/** `custom` for a user's own, whose name is beside it. */
	readonly kind: string;
	readonly name?: string;
	readonly object: ObjectName | null;
	readonly recordId: string | null;
	readonly dueAt: string;
	readonly notAfter: string | null;
	readonly state: WorkState;
	readonly key: string;
	/** Failed attempts so far. */
	readonly attempts: number;
	readonly payload: WorkPayload | null;
	/** Why the last attempt failed, or why it was given up on. */
	readonly reason: Text | null;
	/** When it came to this state, UTC ISO. */
	readonly at: string;
}

export interface Scheduled {
	readonly work: DueWork;
	/** True when it is the first item of an earlier call with the same kind and key. */
	readonly repeated: boolean;
}

/** A key that a user gives is stored as a hash: it may be a phone number. */
export interface ScheduleInput extends Input, NewWork {}

export interface RescheduleInput extends IdInput {
	readonly dueAt: string;
	/** Absent: as long after `dueAt` as before. */
	readonly notAfter?: string | null;
}

export interface FailInput extends IdInput {
	readonly reason: Text | string;
}

/** All open due work of a record, or that of some kinds. */
export interface CancelInput extends Input {
	readonly object: ObjectName;
	readonly id: string;
	readonly kinds?: readonly string[];
}

export interface WorkQuery {
	readonly limit: number;
	readonly cursor?: string;
	/** Default: all but done and cancelled. Late is also what waits and would be late if it were taken now. */
	readonly states?: ReadonlyArray<'waiting' | 'running' | 'late' | 'dead'>;
	/** As in {@link NewWork}; default: all. */
	readonly kinds?: readonly string[];
	readonly object?: ObjectName;
	readonly recordId?: string;
}

/** What is to be done at a time. Each call takes all inputs at once and answers with one outcome per input, in input order. */
export interface Work {
	schedule(inputs: readonly ScheduleInput[]): Promise<Array<Outcome<Scheduled>>>;
	/** Done, whoever has it. */
	complete(inputs: readonly IdInput[]): Promise<Array<Outcome<DueWork>>>;
	/** Failed: again after a pause that grows, until it is given up on. */
	retry(inputs: readonly FailInput[]): Promise<Array<Outcome<DueWork>>>;
	/** Given up on. */
	fail(inputs: readonly FailInput[]): Promise<Array<Outcome<DueWork>>>;
	reschedule(inputs: readonly RescheduleInput[]): Promise<Array<Outcome<DueWork>>>;
	cancel(inputs: readonly IdInput[]): Promise<Array<Outcome<DueWork>>>;
	cancelByRecord(inputs: readonly CancelInput[]): Promise<Array<Outcome<{ cancelled: number }>>>;
	/** Gives dead items a new life, due now. */
	retryDead(inputs: readonly IdInput[]): Promise<Array<Outcome<DueWork>>>;
	/** The earliest due first. */
	list(query: WorkQuery): Promise<{ work: DueWork[]; nextCursor?: string }>;
}

/** Due work as a workflow gets it. */
export interface WorkItem extends Pick<DueWork, 'kind' | 'name' | 'object' | 'recordId' | 'dueAt' | 'payload'> {
	/** For Complete, Reschedule and Fail. */
	readonly workId: string;
	/** The record as it is now, deleted or not; null when there is none, or it is gone for good. */
	readonly record: CrmRecord | null;
	/** The same whenever this item comes again: an idempotency key to pass on. */
	readonly key: string;
	/** 1 for the first time the item is given out. */
	readonly attempt: number;
}

/** A CRM Trigger that gets due work. */
export interface WorkSpec {
	/** `workflowId:nodeId`: opened again with the same id, it takes its kinds over at once. */
	readonly id: string;
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeName: string;
	/** As they are stored: a user's own with its name. */
	readonly kinds: readonly string[];
	/** Executions at once; default 20. */
	readonly maxParallel?: number;
	/** Most items that one execution gets, all of one kind; default 1. What failed before comes alone. */
	readonly batch?: number;
	/** Milliseconds within which a CRM node must say that an item is done; absent: it is done when the workflow ends well. */
	readonly completeWithin?: number;
}

export interface WorkHandlers {
	/**
	 * Does the work of some items; `deduplicationKey` is another one for every attempt. A rejection counts as failed, for all
	 * of them. Where a CRM node completes the work, it is only to be begun.
	 */
	deliver(items: readonly WorkItem[], deduplicationKey: string): Promise<DeliveryResult>;
	/** Told once when the store fails while the subscription runs, and when another workflow has taken a kind over. */
	trouble?(error: Error): void;
}

export interface WorkSubscriptions {
	/**
	 * Gives due work to a workflow, the only one for each of its kinds.
	 * @throws CrmError Refused, when another one has a kind
	 */
	openWork(spec: WorkSpec, handlers: WorkHandlers): Promise<Subscription>;
	/** The next item of each kind that has one, as a workflow would get it; takes nothing. */
	sampleWork(kinds: readonly string[]): Promise<WorkItem[]>;
}
