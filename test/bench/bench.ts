/** How long and how thorough a run of the bench is. */
export interface BenchOptions {
	/** Fewer rounds, so that all rows together end in five minutes. */
	readonly quick: boolean;
	/** Milliseconds since the epoch: no further round begins after it, once there are enough for a median. */
	readonly deadline: number;
	/** Customers of a large company's store: fewer than a million only to try a row out. */
	readonly customers: number;
	/** Prints a line of progress. */
	readonly say: (line: string) => void;
}

/** One thing that was measured: one line of the table. */
export interface Measure {
	/** What was done. */
	readonly work: string;
	/** Of `ours`, `theirs` and their percentiles. */
	readonly unit: string;
	/** Median of our side. */
	readonly ours: number;
	/** Median of the side it is held against; null where the target is a plain limit. */
	readonly theirs: number | null;
	/** How many times better ours is; null without a `theirs`. */
	readonly ratio: number | null;
	/** How much more than theirs ours is, where that is what the target limits. */
	readonly added?: number;
	/** What `ratio`, `added`, or without them `ours`, has to reach, as the table shows it; null where it is only to be known. */
	readonly target: string | null;
	readonly met: boolean;
	readonly oursP50: number;
	readonly oursP99: number;
	readonly theirsP50: number | null;
	readonly theirsP99: number | null;
	/** Anything a reader of the figures should know: rounds, query plans, CPU time. */
	readonly notes?: readonly string[];
}

/** A row of the bench: its leading measure, and every measure it consists of where there are several. */
export interface Row extends Measure {
	/** `--only` takes it. */
	readonly id: string;
	/** Present where a row has several measures; `met` of the row means all of them. */
	readonly parts?: readonly Measure[];
	/** Share of the machine's time, 0 to 1, that its host gave to others while the row was measured. */
	readonly stolen?: number;
}

export interface Bench {
	readonly id: string;
	/** Takes minutes even with few rounds: part of a quick run only where `--only` names it. */
	readonly long?: boolean;
	/** Whether what takes minutes to make is there; a quick run leaves the row out where it is not. */
	ready?(options: Pick<BenchOptions, 'customers'>): boolean;
	run(options: BenchOptions): Promise<Row>;
}

/** The row of a bench with several measures: its figures are those of the first that misses its target, or of the first. */
export function rowOf(id: string, parts: readonly Measure[]): Row {
	const leading = parts.find((part) => !part.met) ?? parts[0];
	return parts.length === 1 ? { id, ...leading } : { id, ...leading, met: parts.every((part) => part.met), parts };
}
