import type { Approvals } from './approvalTypes';
import type { Cadences } from './cadenceTypes';
import type { Consents } from './consentTypes';
import type { CallContext, Input, Outcome } from './context';
import type { Calendars } from './calendarTypes';
import type { Contracts, Files } from './contractTypes';
import type { DeliveryResult, Subscription } from './deliveryTypes';
import type { Imports } from './importTypes';
import type { Inbound } from './inboundTypes';
import type { Pages } from './pageTypes';
import type { Messages } from './messageTypes';
import type { CrmRecord, FieldsInput, IdInput, Page, Query, UpdateInput, Upserted, UpsertInput } from './recordTypes';
import type { Converted, ConvertInput, Sales } from './salesTypes';
import type { Objects } from './schema/objects';
import type { ObjectName } from './schema/types';
import type { Work, WorkSubscriptions } from './workTypes';

export type * from './approvalTypes';
export type * from './cadenceTypes';
export type * from './consentTypes';
export type * from './calendarTypes';
export type * from './contractTypes';
export type * from './deliveryTypes';
export type * from './importTypes';
export type * from './inboundTypes';
export type * from './pageTypes';
export type * from './messageTypes';
export type * from './recordTypes';
export type * from './salesTypes';
export type * from './weComTypes';
export type * from './workTypes';

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
	/** @param options dryRun: judges everything and writes nothing; a record that would be made has no number then */
	upsert(object: ObjectName, inputs: readonly UpsertInput[], options?: { dryRun?: boolean }): Promise<Array<Outcome<Upserted>>>;
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

/** Fields that users add to objects; a record has them under their names with the prefix `custom_`. */
export interface Fields {
	/** Makes or changes the field of that record type and name. Answers when its index is there, or goes on being built. */
	define(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
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
	/** Ids of other leads that hold one of the keys: probably the same person. */
	readonly alsoMatched?: readonly string[];
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
	/** Makes a lead a customer with a contact and an opportunity; again gives the same records. */
	convert(inputs: readonly ConvertInput[]): Promise<Array<Outcome<Converted>>>;
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
	readonly reason: import('./text').Text;
	readonly at: string;
}

export interface System {
	/** Opens the store, made where it is missing, and tries to write. Throws CrmError with what is in the way. */
	checkAccess(): Promise<void>;
	health(): Promise<Record<string, unknown>>;
	/** What is missing before the CRM can work as meant: users without an address, no active assignment rule … */
	setupProblems(): Promise<Array<{ code: string; message: import('./text').Text; hint: import('./text').Text; recordId?: string }>>;
	deadLetters(page: { limit: number; cursor?: string }): Promise<{ letters: DeadLetter[]; nextCursor?: string }>;
	retryDeadLetters(inputs: readonly IdInput[]): Promise<Array<Outcome<DeadLetter>>>;
	/**
	 * Fills the store with a small company to look at; does nothing when it is there already.
	 * @param locale of the workflows that go with it; default Chinese, as the company is
	 */
	loadDemo(locale?: import('./text').Locale): Promise<Record<string, number>>;
	/** Takes the demo's customers, leads and follow-ups away and leaves users, teams and rules. */
	removeDemo(): Promise<Record<string, number>>;
}

/** Which events are wanted; an empty list of events or objects means all of them. */
export interface EventFilter {
	/** created, updated, deleted, restored, fieldChanged, or lifecycle events such as `lead.assigned`. */
	readonly events: readonly string[];
	readonly objects: readonly ObjectName[];
	/** What fieldChanged means: an update that changed at least one of these fields; any field when empty. */
	readonly changedFields: readonly string[];
}

/** An event as a workflow gets it. */
export interface EventItem {
	/** The most telling of `events` that was asked for. */
	readonly event: string;
	/** Every name of the event, the most telling first. */
	readonly events: readonly string[];
	readonly object: ObjectName;
	readonly recordId: string;
	/** The record's version right after the event. */
	readonly recordVersion: number;
	/** The record as it is now, deleted or not; null when it is gone for good. */
	readonly record: CrmRecord | null;
	readonly changes: Readonly<Record<string, { from: unknown; to: unknown }>>;
	readonly at: string;
	readonly actor: string;
	readonly origin: NonNullable<TimelineEntry['origin']>;
	readonly seq: number;
	/** The same whenever this event comes to this subscription again: an idempotency key to pass on. */
	readonly key: string;
	/** 1 for the first time the event is given out. */
	readonly attempt: number;
}

export interface SubscriptionSpec {
	/** `workflowId:nodeId`: opened again with the same id, it goes on where it was. */
	readonly id: string;
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeName: string;
	readonly filter: EventFilter;
	/** UTC ISO time: events from then on are delivered again, once per time given. Absent: events from the first opening on. */
	readonly replayFrom?: string;
	/** Leaves out what happened since the subscription was last open. */
	readonly skipMissed?: boolean;
	/** Workflows that may start each other in a row through events; default 5. */
	readonly maxDepth?: number;
	/** Deliveries in flight at once; default 20. */
	readonly maxParallel?: number;
}

export interface SubscriptionHandlers {
	/** Does the work of one event. `deduplicationKey` is another one for every attempt. A rejection counts as failed. */
	deliver(item: EventItem, deduplicationKey: string): Promise<DeliveryResult>;
	/** Told once when the store fails while the subscription runs; it goes on trying. */
	trouble?(error: Error): void;
}

/** Events as they happen: at least once each, in order per record, whatever crashes in between. */
export interface Subscriptions {
	open(spec: SubscriptionSpec, handlers: SubscriptionHandlers): Promise<Subscription>;
	/** The latest event that a subscription with this filter would have got; takes nothing. */
	sample(id: string, filter: EventFilter): Promise<EventItem | undefined>;
}

/** One caller's view of one store. Release it when the node's execution ends. */
export interface Crm {
	readonly context: CallContext;
	/** The objects of this store, with its custom fields. */
	objects(): Promise<Objects>;
	readonly records: Records;
	readonly fields: Fields;
	readonly leads: Leads;
	readonly sales: Sales;
	readonly engagement: Engagement;
	readonly contracts: Contracts;
	readonly files: Files;
	readonly ownership: Ownership;
	readonly consents: Consents;
	readonly pages: Pages;
	readonly inbound: Inbound;
	readonly system: System;
	readonly imports: Imports;
	readonly subscriptions: Subscriptions & WorkSubscriptions;
	readonly messages: Messages;
	readonly work: Work;
	readonly approvals: Approvals;
	readonly calendars: Calendars;
	readonly cadences: Cadences;
	release(): void;
}

/** Which store; a SQLite file unless a CRM Database credential says otherwise. */
export type Connection = SqliteConnection | PostgresConnection;

export interface SqliteConnection {
	readonly kind: 'sqlite';
	readonly path: string;
}

export interface PostgresConnection {
	readonly kind: 'postgres';
	readonly host: string;
	readonly port: number;
	readonly database: string;
	/** Where the CRM's tables are; made when it is missing. */
	readonly schema: string;
	readonly user: string;
	readonly password: string;
	/** Absent: without TLS. `verify`: the server's certificate must be one of `ca` (PEM), or of a known authority without it. */
	readonly tls?: { readonly verify: boolean; readonly ca?: string };
	/** Most connections this process opens, 2 or more. */
	readonly poolSize: number;
}
