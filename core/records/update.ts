import type { Outcome } from '../context';
import type { CrmRecord, UpdateInput } from '../crm';
import type { CrmObject } from '../schema/types';
import { changedRecord, recordsById, writeChanges } from '../store';
import { Batch } from './batch';
import type { Draft } from './checks';
import { notFound, versionConflict } from './faults';
import { withAssignment } from './ownerChange';
import { changesOf, checkDrafts, goodDrafts, parseAll, type WriteOptions } from './prepare';
import type { Session } from './session';

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
		const current = await recordsById(tx, object, { ids: inputs.map((input) => input.id), scope: session.context.scope });
		const drafts: Draft[] = [];
		for (const [index, input] of inputs.entries()) {
			if (!batch.isOpen(index)) continue;
			const before = current.get(input.id);
			if (!before || before.deletedAt !== null) batch.fail(index, notFound(object, before !== undefined));
			else if (input.version !== undefined && input.version !== before.version) batch.fail(index, versionConflict(object, before.version));
			else {
				const after = withAssignment(object, before, changedRecord(before, parsed[index]));
				current.set(input.id, after);
				drafts.push({ index, before, after });
			}
		}
		await checkDrafts(tx, object, drafts, { session, batch });
		const good = goodDrafts(object, drafts, { batch, parsed });
		await writeChanges(tx, changesOf(object, good, inputs));
		for (const draft of good) batch.done(draft.index, draft.after);
		return batch.outcomes();
	});
}
