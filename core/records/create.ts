import type { Outcome } from '../context';
import type { CrmRecord, FieldsInput } from '../crm';
import type { CrmObject } from '../schema/types';
import { firstResults, keepResults, newRecord, recordsById, writeChanges, type StoreTx } from '../store';
import { Batch } from './batch';
import type { Draft } from './checks';
import { withAssignment } from './ownerChange';
import { changesOf, checkDrafts, goodDrafts, parseAll, type WriteOptions } from './prepare';
import type { Session } from './session';

/** Creates records. An idempotency key that was used before, in this call or an earlier one, gives the first record again. */
export async function createRecords(
	session: Session,
	object: CrmObject,
	inputs: readonly FieldsInput[],
	options: WriteOptions = {},
): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<FieldsInput, CrmRecord>(inputs);
	const parsed = await parseAll(object, batch, { ...options, mode: 'create' });
	const operation = `${object.name}.create`;
	return await session.store.write(session.context, async (tx) => {
		await answerRepeated(tx, session, { object, operation, batch });
		const { drafts, copies } = draftsOf(object, batch, parsed);
		await checkDrafts(tx, object, drafts, { session, batch });
		const good = goodDrafts(object, drafts, { batch, parsed });
		await writeChanges(tx, changesOf(object, good, inputs));
		await keepResults(
			tx,
			good.flatMap((draft) => {
				const key = inputs[draft.index].idempotencyKey;
				return key === undefined ? [] : [{ operation, key, result: { id: draft.after.id } }];
			}),
		);
		for (const draft of good) batch.done(draft.index, draft.after);
		for (const [index, first] of copies) batch.copy(index, first);
		return batch.outcomes();
	});
}

function draftsOf(
	object: CrmObject,
	batch: Batch<FieldsInput, CrmRecord>,
	parsed: ReadonlyArray<Record<string, unknown>>,
): { drafts: Draft[]; copies: Map<number, number> } {
	const drafts: Draft[] = [];
	const copies = new Map<number, number>();
	const firstOfKey = new Map<string, number>();
	for (const [index, { idempotencyKey }] of batch.inputs.entries()) {
		const first = idempotencyKey === undefined ? undefined : firstOfKey.get(idempotencyKey);
		if (first !== undefined) copies.set(index, first);
		if (first !== undefined || !batch.isOpen(index)) continue;
		if (idempotencyKey !== undefined) firstOfKey.set(idempotencyKey, index);
		drafts.push({ index, after: withAssignment(object, undefined, newRecord(object, parsed[index])) });
	}
	return { drafts, copies };
}

async function answerRepeated(
	tx: StoreTx,
	session: Session,
	call: { object: CrmObject; operation: string; batch: Batch<FieldsInput, CrmRecord> },
): Promise<void> {
	const { object, operation, batch } = call;
	const keys = batch.inputs.flatMap((input) => input.idempotencyKey ?? []);
	if (keys.length === 0) return;
	const results = await firstResults<{ id: string }>(tx, { operation, keys });
	const records = await recordsById(tx, object, { ids: [...results.values()].map((result) => result.id), scope: session.context.scope });
	for (const [index, input] of batch.inputs.entries()) {
		const record = records.get(results.get(input.idempotencyKey ?? '')?.id ?? '');
		if (record) batch.done(index, record);
	}
}
