import type { Input } from '../context';
import type { CrmRecord, FieldsInput } from '../crm';
import type { CrmError } from '../errors';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { breathe, changedRecord, type Change, type StoreTx } from '../store';
import type { Batch } from './batch';
import { checkKeys, checkReferences, type Draft } from './checks';
import { assignedName, withAssignment } from './ownerChange';
import type { Session } from './session';

export interface WriteOptions {
	/** Read-only fields that this caller, a part of the product, sets. */
	readonly allowReadOnly?: ReadonlySet<string>;
}

/** Phase (a): parses every input in memory, in turns; bad ones are marked. */
export async function parseAll<I extends FieldsInput, T>(
	object: CrmObject,
	batch: Batch<I, T>,
	options: WriteOptions & { mode: 'create' | 'update' },
): Promise<Array<Record<string, unknown>>> {
	const parsed: Array<Record<string, unknown>> = [];
	for (const [i, input] of batch.inputs.entries()) {
		const { fields, problems } = parseFields(object, input.fields, options);
		parsed.push(fields);
		if (problems.length > 0) batch.fail(i, validationFailed(object, problems));
		if (i % 20 === 0) await breathe();
	}
	return parsed;
}

export const checkContext = <I extends Input, T>(session: Session, batch: Batch<I, T>) => ({
	scope: session.context.scope,
	fail: (index: number, error: CrmError) => batch.fail(index, error),
});

/** Phases (b) and (c): loads what the drafts refer to and which keys are taken, in a few statements, and marks the bad ones. */
export async function checkDrafts<I extends Input, T>(
	tx: StoreTx,
	object: CrmObject,
	drafts: readonly Draft[],
	using: { session: Session; batch: Batch<I, T> },
): Promise<void> {
	const context = checkContext(using.session, using.batch);
	await checkReferences(tx, object, drafts, context);
	await checkKeys(
		tx,
		object,
		drafts.filter((draft) => using.batch.isOpen(draft.index)),
		context,
	);
	using.batch.settle(using.session.context.partial);
}

/**
 * The drafts that are left, each changed record built on the last good draft of the same record, so that nothing of a
 * bad item comes in through a later one.
 */
export function goodDrafts(
	object: CrmObject,
	drafts: readonly Draft[],
	using: { batch: { isOpen(index: number): boolean }; parsed: ReadonlyArray<Record<string, unknown>> },
): Draft[] {
	const good = drafts.filter((draft) => using.batch.isOpen(draft.index));
	if (good.length === drafts.length) return good;
	const last = new Map<string, CrmRecord>();
	const firstBefore = new Map(drafts.map((draft) => [draft.after.id, draft]).reverse() as Array<[string, Draft]>);
	return good.map((draft) => {
		const before = last.get(draft.after.id) ?? firstBefore.get(draft.after.id)?.before;
		const after = before ? withAssignment(object, before, changedRecord(before, using.parsed[draft.index])) : draft.after;
		last.set(draft.after.id, after);
		return { index: draft.index, before, after };
	});
}

/** One change per record, from its first state to its last, whatever number of inputs touched it. */
export function changesOf(object: CrmObject, drafts: readonly Draft[], inputs: readonly Input[]): Change[] {
	const first = new Map<string, Draft>();
	const changes = new Map<string, Change>();
	for (const draft of drafts) {
		const { id } = draft.after;
		if (!first.has(id)) first.set(id, draft);
		const before = first.get(id)?.before;
		if (before === draft.after) continue;
		changes.set(id, {
			object,
			before,
			after: draft.after,
			item: inputs[draft.index].item,
			emits: assignedName(object, before, draft.after),
		});
	}
	return [...changes.values()];
}
