import type { CrmRecord } from '../crm';

/** A record about to be written, by the index of its input. */
export interface Draft {
	readonly index: number;
	readonly before?: CrmRecord;
	readonly after: CrmRecord;
	/** Earlier inputs of the call that this one builds on. */
	readonly restsOn?: readonly number[];
}
