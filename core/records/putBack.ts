import type { Input, Outcome } from '../context';
import type { CrmRecord } from '../crm';
import type { CrmObject } from '../schema/types';
import { changedRecord, recordsById } from '../store';
import { Batch } from './batch';
import { draftEach } from './drafts';
import { writeAndFollow } from './follow';
import { changesOf, judgeDrafts } from './prepare';
import type { Session } from './session';
import { settleDrafts } from './settle';

interface PutBackInput extends Input {
	readonly id: string;
	/** Values as they were stored once; fields that the product sets are among them. */
	readonly fields: Readonly<Record<string, unknown>>;
}

/** Gives records values that they had before. Refused where a key has another owner now, or a reference is gone. */
export async function putBackRecords(
	session: Session,
	object: CrmObject,
	inputs: readonly PutBackInput[],
): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<PutBackInput, CrmRecord>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const { scope, partial } = session.context;
		const stored = await recordsById(tx, object, { ids: inputs.map(({ id }) => id), scope });
		const good = await settleDrafts(batch, partial, async (fail) => {
			const drafts = await draftEach(object, { batch, stored, fail }, (before, index) => changedRecord(before, inputs[index].fields));
			await judgeDrafts(tx, object, drafts, { session, fail });
			return drafts;
		});
		await writeAndFollow(tx, session, changesOf(object, good, inputs));
		for (const draft of good) batch.done(draft.index, draft.after);
		return batch.outcomes();
	});
}
