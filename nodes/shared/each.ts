import { breathe } from '../../core';
import type { Input, Outcome } from '../../core/context';
import { asCrmError } from './errors';

/** A refused question is that item's outcome; a store that is not there, or a fault of ours, fails the call. */
function refused(cause: unknown): Outcome<never> {
	const error = asCrmError(cause);
	if (error.code === 'StoreUnavailable' || error.code === 'Unexpected') throw error;
	return { ok: false, error };
}

/** One question after another, for what the core answers one at a time. Throws CrmError. */
export async function each<I extends Input, T>(inputs: readonly I[], ask: (input: I) => Promise<T>): Promise<Array<Outcome<T>>> {
	const outcomes: Array<Outcome<T>> = [];
	for (const input of inputs) {
		await breathe();
		outcomes.push(await ask(input).then((value): Outcome<T> => ({ ok: true, value }), refused));
	}
	return outcomes;
}
