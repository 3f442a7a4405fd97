import type { ObjectName } from '../schema/types';
import type { Catalogue, Change, Store, StoreTx, WriteContext } from '../store';
import type { Draft } from './draft';
import type { Fail } from './settle';

/** One caller's use of one store. */
export interface Session {
	readonly store: Store;
	readonly context: WriteContext;
	readonly rules: RecordRules;
	/** The objects of the store, with its custom fields, as they are for the whole of a call. */
	readonly objects: Catalogue;
}

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
	/** What changes on other records because of these changes, which are written. */
	follow?(tx: StoreTx, changes: readonly Change[]): Promise<readonly Change[]>;
}

export type RecordRules = Readonly<Partial<Record<ObjectName, RecordRule>>>;
