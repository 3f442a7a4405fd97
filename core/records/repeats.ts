import type { Input } from '../context';
import type { CrmRecord, FieldsInput } from '../crm';
import type { CrmObject } from '../schema/types';
import { firstResults, keepResults, keptKeys, recordsById, type StoreTx } from '../store';
import type { Batch } from './batch';
import type { Draft } from './draft';
import { notYours } from './faults';
import type { Session } from './session';

interface Call<T> {
	readonly session: Session;
	readonly object: CrmObject;
	/** Keys of one operation mean nothing to another. */
	readonly operation: string;
	readonly batch: Batch<FieldsInput, T>;
}

interface Kept {
	readonly id: string;
	readonly created?: boolean;
}

/** Answers inputs whose idempotency key an earlier call used with the record it gave then. */
export async function answerRepeated<T>(tx: StoreTx, call: Call<T>, answer: (record: CrmRecord, kept: Kept) => T): Promise<void> {
	const { session, object, operation, batch } = call;
	const keys = await keptKeys(operation, batch.inputs);
	const results = await firstResults<Kept>(tx, keys);
	if (results.size === 0) return;
	const ids = [...results.values()].map((result) => result.id);
	const records = await recordsById(tx, object, { ids, scope: { kind: 'all' } });
	const visible = session.context.scope.kind === 'all' ? records : await recordsById(tx, object, { ids, scope: session.context.scope });
	for (const [index, key] of keys.entries()) {
		const kept = results.get(key ?? '');
		const record = kept && records.get(kept.id);
		if (!record) continue;
		if (visible.has(record.id)) batch.done(index, answer(record, kept));
		else batch.fail(index, notYours(object, 'idempotencyKey'));
	}
}

/** Inputs that repeat the idempotency key of an earlier open input of the same call, with that input. */
export function repeatsWithin<T>(batch: Batch<Input & { readonly idempotencyKey?: string }, T>): Map<number, number> {
	const repeats = new Map<number, number>();
	const firstOfKey = new Map<string, number>();
	for (const [index, { idempotencyKey }] of batch.inputs.entries()) {
		if (idempotencyKey === undefined || !batch.isOpen(index)) continue;
		const first = firstOfKey.get(idempotencyKey);
		if (first === undefined) firstOfKey.set(idempotencyKey, index);
		else repeats.set(index, first);
	}
	return repeats;
}

/** Keeps what became of the drafts that carry a key, for later calls. */
export async function keepFirst<T>(tx: StoreTx, call: Call<T>, drafts: readonly Draft[]): Promise<void> {
	const keys = await keptKeys(
		call.operation,
		drafts.map(({ index }) => call.batch.inputs[index]),
	);
	await keepResults(
		tx,
		drafts.flatMap(({ before, after }, i) => {
			const key = keys[i];
			return key === undefined ? [] : [{ key, result: { id: after.id, created: before === undefined } }];
		}),
	);
}
