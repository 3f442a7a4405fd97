/** One thing that failed, with everything a reader needs to mend it. */
export interface Failure {
	readonly name: string;
	readonly detail: string;
}

/** What one stage found. */
export interface StageResult {
	readonly passed: number;
	readonly failures: readonly Failure[];
}

export interface Stage {
	/** What `npm test -- <name>` calls it. */
	readonly name: string;
	readonly run: (say: Say) => Promise<StageResult>;
}

/** Prints one line of a stage's progress. */
export type Say = (line: string) => void;
