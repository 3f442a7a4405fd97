import type { DueWork, WorkPayload, WorkState } from '../crm';
import type { ObjectName } from '../schema/types';
import type { Text } from '../text';
import { readKind } from './kinds';

/**
 * A row of `crm_due`. `nextAt` is when it may be claimed: a waiting one at its due time or after the pause of a failure,
 * a running one when its `lease` (the name of the claim that has it) runs out; null for one that is not to be claimed.
 * `closedAt`: when it was done or cancelled; it is kept for its key from then on.
 */
export interface WorkRow {
	readonly id: string;
	readonly kind: string;
	readonly key: string;
	readonly object: ObjectName | null;
	readonly recordId: string | null;
	readonly dueAt: string;
	readonly notAfter: string | null;
	readonly state: WorkState;
	readonly nextAt: string | null;
	readonly lease: string | null;
	readonly attempts: number;
	/** Times the process ended, or the lease ran out, while it was running. */
	readonly interruptions: number;
	/** JSON. */
	readonly payload: string | null;
	/** A Text as JSON. */
	readonly reason: string | null;
	readonly updatedAt: string;
	readonly closedAt: string | null;
}

export const workColumns = [
	'id',
	'kind',
	'key',
	'object',
	'recordId',
	'dueAt',
	'notAfter',
	'state',
	'nextAt',
	'lease',
	'attempts',
	'interruptions',
	'payload',
	'reason',
	'updatedAt',
	'closedAt',
] as const satisfies ReadonlyArray<keyof WorkRow>;

/** The columns of a table, for SELECT. */
export const selectedWork = (alias: string): string => workColumns.map((name) => `${alias}."${name}"`).join(', ');

/** The same where RETURNING knows no names of tables. */
export const returnedWork = workColumns.map((name) => `"${name}"`).join(', ');

export const readPayload = (row: Pick<WorkRow, 'payload'>): WorkPayload | null =>
	row.payload === null ? null : (JSON.parse(row.payload) as WorkPayload);

/** What users see of a row at a moment, UTC ISO: one that waits too long is late already. */
export const workOf = (row: WorkRow, now: string): DueWork => ({
	id: row.id,
	...readKind(row.kind),
	object: row.object,
	recordId: row.recordId,
	dueAt: row.dueAt,
	notAfter: row.notAfter,
	state: row.state === 'waiting' && row.notAfter !== null && row.notAfter < now ? 'late' : row.state,
	key: row.key,
	attempts: row.attempts,
	payload: readPayload(row),
	reason: row.reason === null ? null : (JSON.parse(row.reason) as Text),
	at: row.updatedAt,
});
