import type { CallContext } from '../context';
import type { Store } from '../store';
import type { RecordRules } from './rules';

/** One caller's use of one store. */
export interface Session {
	readonly store: Store;
	readonly context: CallContext;
	readonly rules: RecordRules;
}
