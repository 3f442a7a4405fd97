import type { Input, Scope } from '../context';
import type { FieldsInput } from '../crm';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { breathe, type Change, type StoreTx } from '../store';
import type { Batch } from './batch';
import { checkKeys, checkReferences } from './checks';
import type { Draft } from './draft';
import { assignedName } from './ownerChange';
import type { Fail } from './settle';
import { checkTrees } from './trees';

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

/** Phases (b) and (c): loads what the drafts refer to and which keys are taken, in a few statements, and marks the bad ones. */
export async function judgeDrafts(
	tx: StoreTx,
	object: CrmObject,
	drafts: readonly Draft[],
	using: { scope: Scope; fail: Fail },
): Promise<void> {
	const bad = new Set<number>();
	const fail: Fail = (index, error, because) => {
		bad.add(index);
		using.fail(index, error, because);
	};
	await checkReferences(tx, object, drafts, { scope: using.scope, fail });
	await checkTrees(
		tx,
		object,
		drafts.filter((draft) => !bad.has(draft.index)),
		fail,
	);
	await checkKeys(
		tx,
		object,
		drafts.filter((draft) => !bad.has(draft.index)),
		fail,
	);
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
