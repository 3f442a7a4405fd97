import type { CrmRecord, IdInput } from '../crm';
import { attempt, CrmError } from '../errors';
import type { CrmObject } from '../schema/types';
import { breathe } from '../store';
import type { Batch } from './batch';
import type { Draft } from './draft';
import { notFound, versionConflict } from './faults';
import type { Fail } from './settle';

interface Given<I extends IdInput, T> {
	readonly batch: Batch<I, T>;
	readonly stored: ReadonlyMap<string, CrmRecord>;
	readonly fail: Fail;
	/** True where the records are deleted ones to bring back. */
	readonly deleted?: boolean;
}

/** Drafts of all open inputs, each made on what the inputs before it left of the same record; marks those that `change` refuses. */
export async function draftEach<I extends IdInput & { version?: number }, T>(
	object: CrmObject,
	given: Given<I, T>,
	change: (before: CrmRecord, index: number) => CrmRecord,
): Promise<Draft[]> {
	const { batch, stored, fail } = given;
	const drafts: Draft[] = [];
	const last = new Map<string, Draft>();
	for (const [index, { id, version }] of batch.inputs.entries()) {
		if (!batch.isOpen(index)) continue;
		const former = last.get(id);
		const before = former?.after ?? stored.get(id);
		const restsOn = former && [former.index];
		if (!before || (!given.deleted && before.deletedAt !== null)) fail(index, notFound(object, id, before !== undefined), restsOn);
		else if (version !== undefined && version !== before.version) fail(index, versionConflict(object, before.version), restsOn);
		else {
			const after = attempt(() => change(before, index));
			if (after instanceof CrmError) fail(index, after, restsOn);
			else {
				const draft = { index, before, after, restsOn };
				last.set(id, draft);
				drafts.push(draft);
			}
		}
		await breathe();
	}
	return drafts;
}
