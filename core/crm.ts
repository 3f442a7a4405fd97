import type { CallContext, Input, Outcome } from './context';
import type { FilterGroup, SortKey } from './filter';
import type { ObjectName } from './schema/types';

/** A record as it leaves the core: every field of its object, absent values as null, times as UTC ISO 8601. */
export type CrmRecord = Record<string, unknown> & { id: string; version: number };

export interface FieldsInput extends Input {
	readonly fields: Readonly<Record<string, unknown>>;
	/** The same key returns the first result. */
	readonly idempotencyKey?: string;
}

export interface UpdateInput extends FieldsInput {
	readonly id: string;
	/** Refused with VersionConflict when the record has moved on. */
	readonly version?: number;
}

export interface UpsertInput extends FieldsInput {
	/** The fields of one of the object's unique keys, or ['id']. */
	readonly matchOn: readonly string[];
}

export interface IdInput extends Input {
	readonly id: string;
}

export interface Query {
	readonly filter?: FilterGroup;
	readonly sort?: readonly SortKey[];
	/** Records a page, 1–500. */
	readonly limit: number;
	/** `nextCursor` of the page before. */
	readonly cursor?: string;
	/** False (default): live records. 'only': deleted ones. 'with': both. */
	readonly deleted?: false | 'only' | 'with';
	/** Type-ahead text, matched on the object's search fields. */
	readonly search?: string;
}

export interface Page {
	readonly records: CrmRecord[];
	readonly nextCursor?: string;
}

/** One line of a record's timeline: a change, or a record that refers to it (activity, task, touchpoint). */
export interface TimelineEntry {
	readonly at: string;
	readonly kind: string;
	readonly object: ObjectName;
	readonly recordId: string;
	readonly actor: string;
	/** Changed fields with old and new value, or the referring record. */
	readonly changes?: Record<string, { from: unknown; to: unknown }>;
	readonly record?: CrmRecord;
	readonly origin?: { workflowId?: string; workflowName?: string; executionId?: string; nodeName?: string; item?: number };
}

/** What every object can do. Each takes all inputs at once and answers with one outcome per input, in input order. */
export interface Records {
	create(object: ObjectName, inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
	upsert(object: ObjectName, inputs: readonly UpsertInput[]): Promise<Array<Outcome<{ created: boolean; record: CrmRecord }>>>;
	update(object: ObjectName, inputs: readonly UpdateInput[]): Promise<Array<Outcome<CrmRecord>>>;
	delete(object: ObjectName, inputs: ReadonlyArray<IdInput & { version?: number }>): Promise<Array<Outcome<CrmRecord>>>;
	restore(object: ObjectName, inputs: readonly IdInput[]): Promise<Array<Outcome<CrmRecord>>>;
	get(object: ObjectName, inputs: readonly IdInput[]): Promise<Array<Outcome<CrmRecord>>>;
	list(object: ObjectName, query: Query): Promise<Page>;
	count(object: ObjectName, query: Pick<Query, 'filter' | 'deleted' | 'search'>): Promise<number>;
	timeline(
		object: ObjectName,
		id: string,
		page: { limit: number; cursor?: string },
	): Promise<{ entries: TimelineEntry[]; nextCursor?: string }>;
}

export type CaptureOutput = 'created' | 'matched' | 'possibleDuplicate' | 'rejected';

export interface CaptureInput extends FieldsInput {
	readonly touchpoint: Readonly<Record<string, unknown>>;
	/** Value of the form's hidden field; a filled one marks a robot. */
	readonly honeypot?: string;
	/** Who is counted for the rate limit, such as the caller's IP address. */
	readonly sender?: string;
	/** Size of what was posted, in bytes. */
	readonly bytes?: number;
}

export interface CaptureOptions {
	/** Same normalised content within this time gives the first result again; 0 switches it off. Minutes, default 10. */
	readonly repeatWindowMinutes?: number;
	/** Name of the scoring model; default: the active one. */
	readonly scoringModel?: string;
	/** Name of the assignment rule; default: the active one; `null`: leave unassigned. */
	readonly assignmentRule?: string | null;
	readonly publicAnswer?: boolean;
	readonly maxBytes?: number;
	readonly rateLimit?: { readonly max: number; readonly perMinutes: number };
}

export interface CaptureResult {
	readonly output: CaptureOutput;
	/** What a web service answers the sender. */
	readonly answer: { readonly status: number; readonly body: Record<string, unknown> };
	readonly lead?: CrmRecord;
	readonly owner?: CrmRecord | null;
	readonly possibleDuplicateOf?: CrmRecord;
	readonly touchpointId?: string;
	readonly scoreParts?: readonly ScorePart[];
	/** Keys of the input that the schema does not know; they are not stored. */
	readonly ignored: readonly string[];
	readonly errors?: ReadonlyArray<{ field: string; message: import('./text').Text }>;
	/** True when this is the first result of an earlier call with the same key or content. */
	readonly repeated: boolean;
}

/** One line of a score: the lines of a record sum to its score. */
export interface ScorePart {
	readonly kind: 'fit' | 'engagement' | 'cap';
	readonly rule: string;
	readonly points: number;
	readonly reason: import('./text').Text;
}

export interface Leads {
	capture(inputs: readonly CaptureInput[], options: CaptureOptions): Promise<Array<Outcome<CaptureResult>>>;
	score(
		inputs: readonly IdInput[],
		options: { model?: string },
	): Promise<Array<Outcome<{ lead: CrmRecord; score: number; parts: ScorePart[] }>>>;
	qualify(inputs: ReadonlyArray<IdInput & { detail?: string }>): Promise<Array<Outcome<CrmRecord>>>;
	disqualify(inputs: ReadonlyArray<IdInput & { reason: string; detail?: string }>): Promise<Array<Outcome<CrmRecord>>>;
	/** Makes or changes the scoring model / assignment rule of that name. */
	defineScoring(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
	defineAssignment(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
}

export interface LogInput extends Input {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly idempotencyKey?: string;
}

export interface Engagement {
	/** Stores the activity, moves `lastActivityAt`, and makes the next task where a next step is named. */
	log(inputs: readonly LogInput[]): Promise<Array<Outcome<{ activity: CrmRecord; task?: CrmRecord }>>>;
}

export interface AssignInput extends Input {
	readonly object: ObjectName;
	readonly id: string;
	/** Give it to this user … */
	readonly userId?: string;
	/** … or let this rule choose. */
	readonly rule?: string;
}

export interface Ownership {
	assign(inputs: readonly AssignInput[]): Promise<Array<Outcome<{ record: CrmRecord; owner: CrmRecord }>>>;
}

export interface DeadLetter {
	readonly id: string;
	readonly workflowId: string;
	readonly event: string;
	readonly object: ObjectName;
	readonly recordId: string;
	readonly attempts: number;
	readonly reason: string;
	readonly at: string;
}

export interface System {
	health(): Promise<Record<string, unknown>>;
	/** What is missing before the CRM can work as meant: users without an address, no active assignment rule … */
	setupProblems(): Promise<Array<{ code: string; message: import('./text').Text; hint: import('./text').Text; recordId?: string }>>;
	deadLetters(page: { limit: number; cursor?: string }): Promise<{ letters: DeadLetter[]; nextCursor?: string }>;
	retryDeadLetters(inputs: readonly IdInput[]): Promise<Array<Outcome<DeadLetter>>>;
	/** Fills the store with a small company to look at; does nothing when it is there already. */
	loadDemo(): Promise<Record<string, number>>;
	/** Takes the demo's customers, leads and follow-ups away and leaves users, teams and rules. */
	removeDemo(): Promise<Record<string, number>>;
}

/** One caller's view of one store. Release it when the node's execution ends. */
export interface Crm {
	readonly context: CallContext;
	readonly records: Records;
	readonly leads: Leads;
	readonly engagement: Engagement;
	readonly ownership: Ownership;
	readonly system: System;
	release(): void;
}

/** Which store; SQLite unless a CRM Database credential says otherwise. */
export type Connection = { readonly kind: 'sqlite'; readonly path: string };
