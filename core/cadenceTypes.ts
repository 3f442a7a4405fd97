import type { Input, Outcome } from './context';
import type { FilterGroup } from './filter';
import type { CrmRecord, FieldsInput } from './recordTypes';
import type { Text } from './text';

/** Who can be in a cadence. */
export type CadencePerson = 'lead' | 'contact';

/** The people inside whom an edit of a cadence concerns: those who have a changed step before them. */
export interface CadenceEffect {
	readonly count: number;
	/** The first of them. */
	readonly people: ReadonlyArray<{
		readonly object: CadencePerson;
		readonly id: string;
		readonly name: string;
		readonly step: string | null;
	}>;
}

export interface DefinedCadence {
	readonly cadence: CrmRecord;
	readonly affected: CadenceEffect;
}

export interface EnrollInput extends Input {
	/** Name or ID of a cadence. */
	readonly cadence: string;
	readonly object: CadencePerson;
	readonly id: string;
	/** The same key gives the first outcome again, also when the person has left since. */
	readonly idempotencyKey?: string;
}

/** People by what they are like, instead of one by one. */
export interface EnrollMatchingInput extends Input {
	readonly cadence: string;
	readonly filter?: FilterGroup;
	readonly search?: string;
	/** The most people; default 10,000. */
	readonly limit?: number;
}

export type EnrollOutput = 'enrolled' | 'alreadyIn' | 'rejected';

/** What became of one person. */
export interface Enrolled {
	readonly output: EnrollOutput;
	readonly object: CadencePerson;
	readonly recordId: string;
	/** Null for one that was rejected. */
	readonly enrolment: CrmRecord | null;
	/** Why a person was rejected: `noAddress`, `suppressed`, `optOut` or `closed`. */
	readonly rule?: string;
	readonly reason?: Text;
	/** True when this is what became of an earlier call with the same key. */
	readonly repeated: boolean;
}

/** One enrolment, or whatever a person is in, all cadences or one. */
export type EnrolmentTarget =
	{ readonly enrolmentId: string } | { readonly object: CadencePerson; readonly id: string; readonly cadence?: string };

export type LeaveInput = Input & EnrolmentTarget & { readonly note?: string };

/** What became of a step; `deferred`: the message goes by itself later. */
export type StepResult = 'sent' | 'deferred' | 'refused' | 'unclear' | 'done' | 'skipped';

export interface CompleteStepInput extends Input {
	readonly enrolmentId: string;
	/** Its name; default: the one that the person is at. */
	readonly step?: string;
	readonly result: StepResult;
	readonly messageId?: string;
}

export interface CompletedStep {
	readonly enrolment: CrmRecord;
	readonly step: string;
	readonly result: string;
	/** True when the step was done before. */
	readonly repeated: boolean;
}

export interface StepFigures {
	readonly step: string;
	readonly kind: string;
	/** People who came to it, of whom so many are done with it. */
	readonly reached: number;
	readonly done: number;
	/** By result, such as `sent` or `skipped`. */
	readonly results: Readonly<Record<string, number>>;
	/** Replies that came after this message and before the next one. */
	readonly replied: number;
	/** People who wait for it now. */
	readonly waiting: number;
}

export interface CadenceStats {
	readonly cadence: string;
	readonly cadenceId: string;
	readonly enrolled: number;
	readonly active: number;
	readonly paused: number;
	readonly finished: number;
	readonly exited: number;
	readonly exitReasons: Readonly<Record<string, number>>;
	readonly replied: number;
	/** Of all who were enrolled, in percent with one decimal. */
	readonly replyRate: number;
	readonly steps: readonly StepFigures[];
}

/** Follow-up cadences. Each call takes all inputs at once and answers with one outcome per input, in input order. */
export interface Cadences {
	/** Makes or changes the cadence of that name; whoever is inside goes on by it from the next step. */
	define(inputs: readonly FieldsInput[]): Promise<Array<Outcome<DefinedCadence>>>;
	enroll(inputs: readonly EnrollInput[]): Promise<Array<Outcome<Enrolled>>>;
	/** Everybody who matches; one list of outcomes per input. */
	enrollMatching(inputs: readonly EnrollMatchingInput[]): Promise<Array<Outcome<readonly Enrolled[]>>>;
	exit(inputs: readonly LeaveInput[]): Promise<Array<Outcome<readonly CrmRecord[]>>>;
	pause(inputs: readonly LeaveInput[]): Promise<Array<Outcome<readonly CrmRecord[]>>>;
	resume(inputs: readonly LeaveInput[]): Promise<Array<Outcome<readonly CrmRecord[]>>>;
	/** Says what became of the step that is with a workflow, and has the next one come due. */
	completeStep(inputs: readonly CompleteStepInput[]): Promise<Array<Outcome<CompletedStep>>>;
	/** @param inputs name or ID of a cadence each */
	stats(inputs: ReadonlyArray<Input & { readonly cadence: string }>): Promise<Array<Outcome<CadenceStats>>>;
}
