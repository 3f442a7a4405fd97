import type { Outcome } from '../context';
import { clock } from '../clock';
import type { CrmRecord, IdInput } from '../crm';
import type { CrmObject } from '../schema/types';
import { changedRecord, recordsById, writeChanges } from '../store';
import { Batch } from './batch';
import { checkReferrers, type Draft } from './checks';
import { notFound, versionConflict } from './faults';
import { checkContext, checkDrafts } from './prepare';
import type { Session } from './session';

/** Deletes softly: the record keeps its history and can be restored. Refused while other records need it. */
export async function deleteRecords(
	session: Session,
	object: CrmObject,
	inputs: ReadonlyArray<IdInput & { version?: number }>,
): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<IdInput & { version?: number }, CrmRecord>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const current = await recordsById(tx, object, { ids: inputs.map((input) => input.id), scope: session.context.scope });
		const drafts: Draft[] = [];
		for (const [index, input] of inputs.entries()) {
			const before = current.get(input.id);
			if (!before || before.deletedAt !== null) batch.fail(index, notFound(object, before !== undefined));
			else if (input.version !== undefined && input.version !== before.version) batch.fail(index, versionConflict(object, before.version));
			else {
				const after = changedRecord(before, { deletedAt: clock.iso() });
				current.set(input.id, after);
				drafts.push({ index, before, after });
			}
		}
		await checkReferrers(tx, object, drafts, checkContext(session, batch));
		batch.settle(session.context.partial);
		const good = drafts.filter((draft) => batch.isOpen(draft.index));
		await writeChanges(
			tx,
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
		const current = await recordsById(tx, object, { ids: inputs.map((input) => input.id), scope: session.context.scope });
		const drafts: Draft[] = [];
		for (const [index, input] of inputs.entries()) {
			const before = current.get(input.id);
			if (!before) batch.fail(index, notFound(object, false));
			else if (before.deletedAt === null) batch.done(index, before);
			else {
				const after = changedRecord(before, { deletedAt: null });
				current.set(input.id, after);
				drafts.push({ index, before, after });
			}
		}
		await checkDrafts(tx, object, drafts, { session, batch });
		const good = drafts.filter((draft) => batch.isOpen(draft.index));
		await writeChanges(
			tx,
			good.map((draft) => ({ object, ...draft, kind: 'restored' as const, item: inputs[draft.index].item })),
		);
		for (const draft of good) batch.done(draft.index, draft.after);
		return batch.outcomes();
	});
}
