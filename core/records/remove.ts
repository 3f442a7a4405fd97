import type { Outcome } from '../context';
import { clock } from '../clock';
import type { CrmRecord, IdInput } from '../crm';
import type { CrmObject } from '../schema/types';
import { changedRecord, recordsById } from '../store';
import { Batch } from './batch';
import { checkReferrers } from './checks';
import type { Draft } from './draft';
import { draftEach } from './drafts';
import { judgeDrafts } from './prepare';
import { writeAndFollow } from './follow';
import type { Session } from './session';
import { settleDrafts } from './settle';

/**
 * Deletes softly: the record keeps its history and can be restored. Refused while other records need it, unless they
 * are deleted by the same call.
 */
export async function deleteRecords(
	session: Session,
	object: CrmObject,
	inputs: ReadonlyArray<IdInput & { version?: number }>,
): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<IdInput & { version?: number }, CrmRecord>(inputs);
	const deletedAt = clock.iso();
	return await session.store.write(session.context, async (tx) => {
		const { scope, partial } = session.context;
		const stored = await recordsById(tx, object, { ids: inputs.map((input) => input.id), scope, lock: 'remove' });
		const good = await settleDrafts(batch, partial, async (fail) => {
			const drafts = await draftEach(object, { batch, stored, fail }, (before) => changedRecord(before, { deletedAt }));
			await session.rules[object.name]?.remove?.(tx, { session, drafts, fail });
			return await checkReferrers(tx, object, drafts, fail);
		});
		await writeAndFollow(
			tx,
			session,
			good.map((draft) => ({ object, ...draft, kind: 'deleted' as const, item: inputs[draft.index].item })),
		);
		for (const draft of good) batch.done(draft.index, draft.after);
		return batch.outcomes();
	});
}

/** Takes deletions back; a record that is not deleted stays as it is. Refused when its keys or references are gone. */
export async function restoreRecords(session: Session, object: CrmObject, inputs: readonly IdInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<IdInput, CrmRecord>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const { scope, partial } = session.context;
		const stored = await recordsById(tx, object, { ids: inputs.map((input) => input.id), scope, lock: 'change' });
		const good = await settleDrafts(batch, partial, async (fail) => {
			const drafts = await draftEach(object, { batch, stored, fail, deleted: true }, (before) =>
				changedRecord(before, { deletedAt: null }),
			);
			await judgeDrafts(tx, object, drafts, { session, fail });
			return drafts;
		});
		const changed = good.filter((draft) => draft.before !== draft.after) as Array<Draft & { before: CrmRecord }>;
		await writeAndFollow(
			tx,
			session,
			changed.map((draft) => ({ object, ...draft, kind: 'restored' as const, item: inputs[draft.index].item })),
		);
		for (const draft of good) batch.done(draft.index, draft.after);
		return batch.outcomes();
	});
}
