import type { Input } from '../context';
import type { CrmError } from '../errors';
import type { Batch } from './batch';
import type { Draft } from './draft';

/** Says that an input is bad; `because` names other inputs of the call without which it might not be. */
export type Fail = (index: number, error: CrmError, because?: readonly number[]) => void;

interface Verdict {
	readonly error: CrmError;
	readonly because: readonly number[];
}

/**
 * Judges the inputs of a call until nothing changes any more, and gives the drafts to write.
 *
 * A draft may rest on an earlier one of the same call: the same record, or the same key. Where that one turns out bad,
 * what was found about the other does not count, and it is built and judged again without it. Nothing of a bad item
 * gets in through a good one, and no good one falls with a bad one. One round is the rule.
 *
 * @param round builds the drafts of all open inputs and judges them in a few statements
 * @throws CrmError of the whole call when it is all or nothing and an input is bad
 */
export async function settleDrafts<I extends Input, T>(
	batch: Batch<I, T>,
	partial: boolean,
	round: (fail: Fail) => Promise<readonly Draft[]>,
): Promise<readonly Draft[]> {
	for (;;) {
		const verdicts = new Map<number, Verdict>();
		const drafts = await round((index, error, because = []) => {
			if (!verdicts.has(index)) verdicts.set(index, { error, because });
		});
		if (verdicts.size === 0) return settled(batch, partial, drafts);
		const shaky = shakyDrafts(drafts, verdicts);
		const doubtful = (verdict: Verdict) => verdict.because.some((index) => verdicts.has(index) || shaky.has(index));
		const certain = [...verdicts].filter(([index, verdict]) => !shaky.has(index) && !doubtful(verdict));
		// Bad ones that all lean on each other (records that already form a ring) fall together.
		for (const [index, { error }] of certain.length > 0 ? certain : verdicts) batch.fail(index, error);
		if (certain.length === verdicts.size && shaky.size === 0) return settled(batch, partial, drafts);
	}
}

/** Drafts that rest, directly or through others, on one that was found bad. */
function shakyDrafts(drafts: readonly Draft[], verdicts: ReadonlyMap<number, Verdict>): Set<number> {
	const shaky = new Set<number>();
	for (let before = -1; before < shaky.size;) {
		before = shaky.size;
		for (const draft of drafts) {
			if (draft.restsOn?.some((index) => verdicts.has(index) || shaky.has(index))) shaky.add(draft.index);
		}
	}
	return shaky;
}

function settled<I extends Input, T>(batch: Batch<I, T>, partial: boolean, drafts: readonly Draft[]): readonly Draft[] {
	batch.settle(partial);
	return drafts.filter((draft) => batch.isOpen(draft.index));
}
