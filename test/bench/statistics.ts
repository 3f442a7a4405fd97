/** The value below which `share` (0–1) of the samples lie, by the nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
	const sorted = [...samples].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** The middle sample, or the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
	const sorted = [...samples].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The samples of both sides in the form of a bench row; the 99th percentile is the bad end of either kind of figure. */
export function sides(ours: readonly number[], theirs: readonly number[], kind: 'less is better' | 'more is better' = 'less is better') {
	const share = kind === 'less is better' ? 0.99 : 0.01;
	const [oursP50, theirsP50] = [round(median(ours)), round(median(theirs))];
	const [oursP99, theirsP99] = [round(percentile(ours, share)), round(percentile(theirs, share))];
	return { ours: oursP50, oursP50, oursP99, theirs: theirsP50, theirsP50, theirsP99 };
}

/** Three significant digits: more would be noise. */
export const round = (value: number): number => Number(value.toPrecision(3));
