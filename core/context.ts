import type { CrmError } from './errors';

/** Which records a caller may see and change, judged by their owner. */
export type Scope =
	{ readonly kind: 'all' } | { readonly kind: 'own'; readonly userId: string } | { readonly kind: 'team'; readonly teamId: string };

/** Where in n8n a call comes from; written to every event. */
export interface Origin {
	readonly workflowId?: string;
	readonly workflowName?: string;
	readonly executionId?: string;
	readonly nodeName?: string;
	/** The event that started this execution, so that loops can be counted and named. */
	readonly cause?: Cause;
}

/** One event. Another store has another event of that number, but none of that record too. */
export interface Cause {
	readonly seq: number;
	readonly recordId: string;
}

/** Carried by every core call. */
export interface CallContext {
	/** Who acts: a CRM user's id, or a name such as `workflow:<id>`, `system`. */
	readonly actor: string;
	readonly scope: Scope;
	readonly origin: Origin;
	/** True (n8n's continue-on-fail): bad items carry their errors and the rest is stored. False: one bad item and nothing is stored. */
	readonly partial: boolean;
	/** IANA name of the company's time zone, for what counts as today and when a day ends; default Asia/Shanghai. */
	readonly timeZone?: string;
	/** Names the set of records this call creates (an import, the demo), so that it can be taken back. */
	readonly batch?: string;
	/** True: what this call changes is logged like anything else, and no CRM Trigger hears of it. */
	readonly silent?: boolean;
}

/** One input item of a set-based call. */
export interface Input {
	/** Index in the node's input, for errors, events and n8n's `pairedItem`. */
	readonly item: number;
}

/** What became of one input item; a set-based call answers with one per input, in input order. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CrmError };
