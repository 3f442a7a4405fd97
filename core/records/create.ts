import type { Outcome } from '../context';
import type { CrmRecord, FieldsInput } from '../crm';
import type { CrmObject } from '../schema/types';
import { newRecord } from '../store';
import { Batch } from './batch';
import { withAssignment } from './ownerChange';
import { changesOf, judgeDrafts, parseAll, type WriteOptions } from './prepare';
import { answerRepeated, keepFirst, repeatsWithin } from './repeats';
import { writeAndFollow } from './follow';
import type { Session } from './session';
import { settleDrafts } from './settle';

/** Creates records. An idempotency key that was used before, in this call or an earlier one, gives the first record again. */
export async function createRecords(
	session: Session,
	object: CrmObject,
	inputs: readonly FieldsInput[],
	options: WriteOptions = {},
): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<FieldsInput, CrmRecord>(inputs);
	const call = { session, object, operation: `${object.name}.create`, batch };
	const parsed = await parseAll(object, batch, { ...options, mode: 'create' });
	return await session.store.write(session.context, async (tx) => {
		await answerRepeated(tx, call, (record) => record);
		const repeats = repeatsWithin(batch);
		const good = await settleDrafts(batch, session.context.partial, async (fail) => {
			const open = [...inputs.keys()].filter((index) => batch.isOpen(index) && !repeats.has(index));
			const drafts = open.map((index) => ({ index, after: withAssignment(object, undefined, newRecord(object, parsed[index])) }));
			await judgeDrafts(tx, object, drafts, { session, fail });
			return drafts;
		});
		await writeAndFollow(tx, session, changesOf(object, good, inputs));
		await keepFirst(tx, call, good);
		for (const draft of good) batch.done(draft.index, draft.after);
		for (const [index, first] of repeats) batch.copy(index, first);
		return batch.outcomes();
	});
}
