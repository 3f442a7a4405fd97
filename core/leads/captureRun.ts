import type { CaptureInput, CaptureOptions, CaptureOutput, CaptureResult } from '../crm';
import type { Batch, Session } from '../records';
import type { StoreTx } from '../store';
import type { Captured } from './captureInput';
import type { Working } from './captureState';

/** What is kept for a repeated post: ids only, so that nothing personal outlives its lead. */
export interface Kept {
	readonly output: CaptureOutput;
	readonly leadId: string;
	readonly touchpointId: string;
	readonly duplicateOf?: string;
	/** Other leads that hold one of the keys: probably the same person. */
	readonly alsoMatched?: readonly string[];
}

/** An input whose lead is decided. */
export interface Done {
	readonly index: number;
	readonly working: Working;
	readonly kept: Kept;
}

/** A capture under way: one object instead of six parameters. */
export interface Run {
	readonly tx: StoreTx;
	readonly session: Session;
	readonly options: CaptureOptions;
	readonly batch: Batch<CaptureInput, CaptureResult>;
	readonly captured: readonly Captured[];
}
