import type { CrmRecord, DueWork, WorkPayload } from '../crm';
import type { CrmError } from '../errors';
import type { ObjectName } from '../schema/types';
import type { Catalogue, Change, Sql, Store, StoreTx, WriteContext } from '../store';
import type { Text } from '../text';
import type { Draft } from './draft';
import type { Fail } from './settle';

/** One caller's use of one store. */
export interface Session {
	readonly store: Store;
	readonly context: WriteContext;
	readonly rules: RecordRules;
	/** How records follow their approval, by object. */
	readonly subjects: ApprovalSubjects;
	/** Who decides about due work, by kind; absent for kinds that are given out as they come due. */
	readonly workOwners: WorkOwners;
	/** The objects of the store, with its custom fields, as they are for the whole of a call. */
	readonly objects: Catalogue;
}

/** Due work as whoever owns its kind is asked about it. */
export type OwnedWork = Pick<DueWork, 'id' | 'kind' | 'key' | 'recordId' | 'payload'>;

/**
 * What is to become of due work that was claimed: given out with a payload, which is kept with the work where its owner
 * wants to see it when it is asked again; claimed again from a time (UTC ISO) on; given up on for a reason; `done`, as
 * nobody needs to hear of it; or `moved`: its owner has closed it or put it off.
 */
export type WorkVerdict =
	{ readonly payload: WorkPayload; readonly keep?: true } | { readonly until: string } | { readonly dead: Text } | 'done' | 'moved';

/**
 * What a domain does itself about its due work, in the transaction that claims or closes it; all of a round at once. What
 * is thrown undoes what was written for these works, which are asked about again in parts: one that is in the way fails
 * alone and is tried again like a failed workflow.
 */
export interface WorkOwner {
	/**
	 * One verdict each, in their order. Whoever asks has locked the work already, while others lock records before their work:
	 * it waits for nobody's lock, and puts off what somebody else is changing.
	 */
	claimed(tx: StoreTx, session: Session, works: readonly OwnedWork[]): Promise<readonly WorkVerdict[]>;
	/** Locks what {@link done} will change, before the work itself is locked. */
	lock?(tx: StoreTx, works: readonly OwnedWork[]): Promise<void>;
	/** These are done: their workflow ended well, or a CRM node says so. */
	done?(tx: StoreTx, session: Session, works: readonly OwnedWork[]): Promise<void>;
}

export type WorkOwners = Readonly<Partial<Record<string, WorkOwner>>>;

/** Records about to be written, and how to say that one is bad. */
export interface Judged {
	readonly session: Session;
	/** Drafts whose references are there; `before` is the record as it is stored, whatever number of inputs touch it. */
	readonly drafts: readonly Draft[];
	readonly fail: Fail;
}

/** What a domain has to say about the records of one object, whichever operation writes them. */
export interface RecordRule {
	/** Fills in what follows from other records, in the drafts' `after`, and marks the bad ones; in a few statements. */
	complete?(tx: StoreTx, judged: Judged): Promise<void>;
	/** What keeps records from being deleted, though nothing refers to them. */
	remove?(tx: StoreTx, judged: Judged): Promise<void>;
	/** What changes on other records because of these changes, which are written. */
	follow?(tx: StoreTx, changes: readonly Change[]): Promise<readonly Change[]>;
}

export type RecordRules = Readonly<Partial<Record<ObjectName, RecordRule>>>;

/** What an approval does to its record: asked for, granted, refused, taken back. */
export type ApprovalVerb = 'submit' | 'approve' | 'reject' | 'recall';

/** One step of a record, which is read under a lock in this transaction. */
export interface ApprovalStep {
	readonly record: CrmRecord;
	readonly verb: ApprovalVerb;
	/** Of a rejection, and of a recall that has one. */
	readonly reason?: string;
	readonly item?: number;
}

/** One line of what an approver is shown: "Amount: ¥12,000.00". */
export interface ApprovalFact {
	readonly label: Text;
	readonly value: Text | string;
}

/** What an approver must know of a record, as plain data: it is escaped wherever it is shown. */
export interface ApprovalSummary {
	/** What people know the record by, such as "HT-2026-0007 Annual Service". */
	readonly title: string;
	readonly facts: readonly ApprovalFact[];
	/** A table such as the lines of a contract; every row has a cell for every column. */
	readonly lines?: {
		readonly columns: ReadonlyArray<{ readonly label: Text; readonly numeric?: boolean }>;
		readonly rows: ReadonlyArray<ReadonlyArray<Text | string>>;
	};
	/** What stands under the table. */
	readonly totals?: readonly ApprovalFact[];
	/** Longer texts such as terms; their line breaks are kept. */
	readonly texts?: ReadonlyArray<{ readonly label: Text; readonly text: string }>;
}

/** How the records of an object follow their approval. An object without one is approved and stays as it is. */
export interface ApprovalSubject {
	/**
	 * What the steps change, in their order, with the events that say so; written by the caller in the same transaction. An
	 * error in place of a change refuses that step. Of a record that is submitted and approved at once, `record` of the second
	 * step is the `after` of the first.
	 */
	steps(session: Session, tx: StoreTx, asked: readonly ApprovalStep[]): Promise<ReadonlyArray<Change | CrmError>>;
	/** By record id; without it the record's own fields are shown. */
	summary?(sql: Sql, records: readonly CrmRecord[]): Promise<ReadonlyMap<string, ApprovalSummary>>;
}

export type ApprovalSubjects = Readonly<Partial<Record<ObjectName, ApprovalSubject>>>;
