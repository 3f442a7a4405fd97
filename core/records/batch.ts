import type { Input, Outcome } from '../context';
import { batchError, CrmError, type ItemFailure } from '../errors';

/**
 * What becomes of the inputs of one call. Phases mark inputs as bad one after another; what is left at the end is
 * written. Without continue-on-fail, `settle` refuses the whole call when one input is bad.
 */
export class Batch<I extends Input, T> {
	readonly #outcomes: Array<Outcome<T> | undefined>;
	readonly #reserved = new Set<number>();

	constructor(readonly inputs: readonly I[]) {
		this.#outcomes = inputs.map(() => undefined);
	}

	fail(index: number, error: CrmError): void {
		this.#outcomes[index] ??= { ok: false, error };
	}

	done(index: number, value: T): void {
		this.#outcomes[index] ??= { ok: true, value };
	}

	/** Marks the input with the CrmError that `work` throws. */
	async attempt(index: number, work: () => unknown): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof CrmError)) throw error;
			this.fail(index, error);
		}
	}

	/** Gives an input what became of another one. */
	copy(index: number, from: number, as: (value: T) => T = (value) => value): void {
		const outcome = this.#outcomes[from];
		this.#outcomes[index] = outcome?.ok ? { ok: true, value: as(outcome.value) } : outcome;
	}

	/** Leaves an input out of the phases to come: `copy` will decide about it. */
	reserve(index: number): void {
		this.#reserved.add(index);
	}

	/** True while nothing is decided about this input. */
	isOpen(index: number): boolean {
		return this.#outcomes[index] === undefined && !this.#reserved.has(index);
	}

	/** Call before the first write. @throws the error of the whole call when it is all or nothing and an input is bad */
	settle(partial: boolean): void {
		if (partial) return;
		const items = this.#outcomes.flatMap((outcome, i): ItemFailure[] =>
			outcome && !outcome.ok ? [{ item: this.inputs[i].item, error: outcome.error }] : [],
		);
		if (items.length > 0) throw batchError(items, this.inputs.length);
	}

	outcomes(): Array<Outcome<T>> {
		return this.#outcomes.map((outcome) => {
			if (!outcome) throw new Error('an input was left without an outcome');
			return outcome;
		});
	}
}
