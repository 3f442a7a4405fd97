import type { Outcome } from '../context';
import type { Files, IdInput, StoredFile } from '../crm';
import { Batch, notFound, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, recordsById } from '../store';
import { attachFiles } from './attach';
import { readContent } from './content';
import { eraseFiles } from './erase';

const file = objects.get('file');

/** Files, whose bytes are read when they are taken. */
async function getFiles({ store, context }: Session, inputs: readonly IdInput[]): Promise<Array<Outcome<StoredFile>>> {
	const batch = new Batch<IdInput, StoredFile>(inputs);
	const records = await recordsById(store.read, file, { ids: inputs.map(({ id }) => id), scope: context.scope });
	for (const [index, { id }] of inputs.entries()) {
		const record = records.get(id);
		if (!record || record.deletedAt !== null) batch.fail(index, notFound(file, id, record !== undefined));
		else {
			const content = { id, bytes: Number(record.bytes), sha256: String(record.sha256) };
			batch.done(index, { record, open: async () => await Promise.resolve(readContent(store, content)) });
		}
		await breathe();
	}
	batch.settle(context.partial);
	return batch.outcomes();
}

/** The operations on files, for one caller. */
export const filesOf = (session: Session): Files => ({
	attach: (inputs) => attachFiles(session, inputs),
	get: (inputs) => getFiles(session, inputs),
	delete: (inputs) => eraseFiles(session, inputs),
});
