import type { CallContext } from '../context';
import type { Store } from '../store';

/** One caller's use of one store. */
export interface Session {
	readonly store: Store;
	readonly context: CallContext;
}
