import type { CrmRecord } from '../crm';
import type { CrmObject } from '../schema/types';

export type EventKind = 'created' | 'updated' | 'deleted' | 'restored' | 'happened';

/** One record that a call changed, or that something happened to. */
export interface Change {
	readonly object: CrmObject;
	/** Absent for a new record. */
	readonly before?: CrmRecord;
	readonly after: CrmRecord;
	/** Default: created or updated, by `before`. 'happened': nothing of the record changed. */
	readonly kind?: EventKind;
	/** Lifecycle events besides the kind, such as `lead.assigned`. */
	readonly emits?: readonly string[];
	readonly item?: number;
	/** When it happened, where that is not now. */
	readonly at?: string;
}
