import { clock } from '../clock';
import type { Origin } from '../context';
import type { Change } from './change';
import { insertRows } from './insert';
import { breathe } from './pace';
import { loggedFields, sameValue } from './rows';
import type { StoreTx } from './store';

const eventColumns = ['seq', 'callId', 'at', 'kind', 'names', 'object', 'recordId', 'recordVersion', 'item', 'changes'];

/** [from, to] by field. */
type Diff = Record<string, [unknown, unknown]>;

function differences(change: Change): { open: Record<string, [unknown, unknown] | null>; personal: Diff } {
	const open: Record<string, [unknown, unknown] | null> = {};
	const personal: Diff = {};
	for (const field of loggedFields(change.object)) {
		const from = change.before?.[field.name] ?? null;
		const to = change.after[field.name] ?? null;
		if (sameValue(from, to)) continue;
		// The name of a personal field stays when its values are erased.
		if (field.personal) personal[field.name] = [from, to];
		open[field.name] = field.personal ? null : [from, to];
	}
	return { open, personal };
}

/** The event that started this execution, and how many workflows started each other before it; undefined where it is another store's. */
async function causeOf(tx: StoreTx, { cause }: Origin): Promise<{ seq: number; depth: number } | undefined> {
	if (!cause) return undefined;
	const [found] = await tx.query<{ seq: number; depth: number }>(
		'SELECT e."seq", c."depth" FROM "crm_event" e JOIN "crm_call" c ON c."id" = e."callId" WHERE e."seq" = ? AND e."recordId" = ?',
		[cause.seq, cause.recordId],
	);
	return found;
}

async function callOf(tx: StoreTx): Promise<number> {
	if (tx.callId !== undefined) return tx.callId;
	const { actor, origin, batch, silent } = tx.context;
	const cause = await causeOf(tx, origin);
	const [row] = await tx.query<{ id: number }>(
		'INSERT INTO "crm_call" ("at", "actor", "workflowId", "workflowName", "executionId", "nodeName", "causeSeq", "depth", "batch", "silent") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING "id"',
		[
			clock.iso(),
			actor,
			origin.workflowId,
			origin.workflowName,
			origin.executionId,
			origin.nodeName,
			cause?.seq,
			cause ? cause.depth + 1 : 0,
			batch,
			silent ? true : null,
		],
		'kept',
	);
	return (tx.callId = row.id);
}

/** Appends one event per change to the log, values of personal fields in its erasable part. */
export async function writeEvents(tx: StoreTx, changes: readonly Change[]): Promise<void> {
	if (changes.length === 0) return;
	const [callId, numbers] = await Promise.all([callOf(tx), tx.dialect.eventNumbers(tx, changes.length)]);
	await breathe();
	const at = clock.iso();
	const events: unknown[][] = [];
	const personal: unknown[][] = [];
	changes.forEach((change, i) => {
		const seq = numbers[i];
		const kind = change.kind ?? (change.before ? 'updated' : 'created');
		const diff = differences(change);
		const names = JSON.stringify([...(kind === 'happened' ? [] : [kind]), ...(change.emits ?? [])]);
		events.push([
			seq,
			callId,
			change.at ?? at,
			kind,
			names,
			change.object.name,
			change.after.id,
			change.after.version,
			change.item ?? null,
			JSON.stringify(diff.open),
		]);
		if (Object.keys(diff.personal).length > 0) personal.push([seq, JSON.stringify(diff.personal)]);
	});
	await insertRows(tx, { table: 'crm_event', columns: eventColumns }, events);
	await insertRows(tx, { table: 'crm_event_personal', columns: ['seq', 'changes'] }, personal);
}
