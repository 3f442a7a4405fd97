import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CrmRecord, IdInput } from '../crm';
import { Batch, draftEach, settleDrafts, type Session } from '../records';
import { objects } from '../schema/objects';
import { changedRecord, recordsById, writeChanges } from '../store';
import { dropPieces } from './content';

const file = objects.get('file');

/** Deletes files that should not be there: their bytes are gone for good, what was attached to what stays in the history. */
export async function eraseFiles({ store, context }: Session, inputs: readonly IdInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const { scope, partial } = context;
	const batch = new Batch<IdInput, CrmRecord>(inputs);
	const deletedAt = clock.iso();
	return await store.write(context, async (tx) => {
		const stored = await recordsById(tx, file, { ids: inputs.map(({ id }) => id), scope, lock: 'change' });
		const good = await settleDrafts(
			batch,
			partial,
			async (fail) => await draftEach(file, { batch, stored, fail }, (before) => changedRecord(before, { deletedAt })),
		);
		await writeChanges(
			tx,
			good.map(({ index, before, after }) => ({ object: file, before, after, kind: 'deleted', item: inputs[index].item })),
		);
		await dropPieces(
			tx,
			good.map(({ after }) => after.id),
		);
		for (const { index, after } of good) batch.done(index, after);
		return batch.outcomes();
	});
}
