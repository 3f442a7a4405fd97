import type { Input, Outcome } from '../../core/context';
import { CrmError } from '../../core/errors';

/**
 * One question after another, for what the core answers one at a time.
 * A refused question is that item's outcome; a store that is not there fails the call.
 */
export async function each<I extends Input, T>(inputs: readonly I[], ask: (input: I) => Promise<T>): Promise<Array<Outcome<T>>> {
	const outcomes: Array<Outcome<T>> = [];
	for (const input of inputs) {
		try {
			outcomes.push({ ok: true, value: await ask(input) });
		} catch (error) {
			if (!(error instanceof CrmError) || error.code === 'StoreUnavailable') throw error;
			outcomes.push({ ok: false, error });
		}
	}
	return outcomes;
}
