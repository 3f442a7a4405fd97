import { CrmError } from '../errors';
import type { Text } from '../text';

/** What a fault of the database means to a user. */
export interface Fault {
	readonly text: Text;
	/** What to do about it. */
	readonly hint: Text;
	/** False where the same call fails until someone mends something; default true. */
	readonly retryable?: boolean;
	/** True where the connection stays useless until it is opened anew. */
	readonly breaks?: boolean;
}

/** Known faults by the code of the engine's driver, or of the operating system. */
export type Faults = Readonly<Record<string, Fault>>;

const brokenFailures = new WeakSet<Error>();

/** True when the connection that gave this error must be opened anew before it can work again. */
export const needsReopening = (error: Error): boolean => brokenFailures.has(error);

export function unavailable({ text, hint, retryable = true, breaks }: Fault): CrmError {
	const error = new CrmError('StoreUnavailable', text, { hint, retryable });
	if (breaks) brokenFailures.add(error);
	return error;
}
