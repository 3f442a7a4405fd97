import type { Outcome } from '../context';
import type { CrmRecord, UpdateInput } from '../crm';
import type { CrmObject } from '../schema/types';
import { recordsById } from '../store';
import { Batch } from './batch';
import { draftEach } from './drafts';
import { changedDraft, changesOf, judgeDrafts, parseAll, type WriteOptions } from './prepare';
import { writeAndFollow } from './follow';
import type { Session } from './session';
import { settleDrafts } from './settle';

/** Changes the given fields of records; a field that already has the value writes nothing. */
export async function updateRecords(
	session: Session,
	object: CrmObject,
	inputs: readonly UpdateInput[],
	options: WriteOptions = {},
): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<UpdateInput, CrmRecord>(inputs);
	const parsed = await parseAll(object, batch, { ...options, mode: 'update' });
	return await session.store.write(session.context, async (tx) => {
		const { scope, partial } = session.context;
		const stored = await recordsById(tx, object, { ids: inputs.map((input) => input.id), scope, lock: 'change' });
		const good = await settleDrafts(batch, partial, async (fail) => {
			const drafts = await draftEach(object, { batch, stored, fail }, (before, index) => changedDraft(object, before, parsed[index]));
			await judgeDrafts(tx, object, drafts, { session, fail });
			return drafts;
		});
		await writeAndFollow(tx, session, changesOf(object, good, inputs));
		for (const draft of good) batch.done(draft.index, draft.after);
		return batch.outcomes();
	});
}
