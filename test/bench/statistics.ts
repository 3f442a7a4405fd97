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

/** The samples of both sides in the form of a bench row. */
export function sides(ours: readonly number[], theirs: readonly number[]) {
	return {
		ours: round(median(ours)),
		oursP50: round(median(ours)),
		oursP99: round(percentile(ours, 0.99)),
		theirs: theirs.length > 0 ? round(median(theirs)) : null,
		theirsP50: theirs.length > 0 ? round(median(theirs)) : null,
		theirsP99: theirs.length > 0 ? round(percentile(theirs, 0.99)) : null,
	};
}

/** Three significant digits: more would be noise. */
export const round = (value: number): number => Number(value.toPrecision(3));
