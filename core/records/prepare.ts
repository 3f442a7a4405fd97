import type { Input } from '../context';
import type { CrmRecord, FieldsInput } from '../crm';
import { amountProblems, amountsOf, settleAmounts } from '../schema/amounts';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { breathe, changedRecord, type Change, type StoreTx } from '../store';
import type { Batch } from './batch';
import { checkKeys, checkReferences } from './checks';
import type { Draft } from './draft';
import { assignedName, withAssignment } from './ownerChange';
import type { Session } from './session';
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
	using: { session: Session; fail: Fail },
): Promise<void> {
	const bad = new Set<number>();
	const fail: Fail = (index, error, because) => {
		bad.add(index);
		using.fail(index, error, because);
	};
	const good = () => drafts.filter((draft) => !bad.has(draft.index));
	const { session } = using;
	await checkReferences(tx, object, drafts, { scope: session.context.scope, fail });
	await session.rules[object.name]?.complete?.(tx, { session, fail, drafts: fromStored(good()) });
	await checkAmounts(object, good(), fail);
	await checkTrees(tx, object, good(), fail);
	await checkKeys(tx, object, good(), fail);
}

/** The drafts that change something, each with the stored state of its record as its `before`. */
function fromStored(drafts: readonly Draft[]): Draft[] {
	const first = new Map<string, Draft>();
	for (const draft of drafts) if (!first.has(draft.after.id)) first.set(draft.after.id, draft);
	return drafts.filter(({ before, after }) => before !== after).map((draft) => ({ ...draft, before: first.get(draft.after.id)?.before }));
}

/** Marks drafts with an amount that its currency cannot have, or that has no currency. */
async function checkAmounts(object: CrmObject, drafts: readonly Draft[], fail: Fail): Promise<void> {
	if (amountsOf(object).length === 0) return;
	for (const { index, before, after } of drafts) {
		if (before === after) continue;
		const problems = amountProblems(object, after);
		if (problems.length > 0) fail(index, validationFailed(object, problems));
		await breathe();
	}
}

/** The record with the parsed fields in place, and its owner's clock started when that changed. */
export function changedDraft(object: CrmObject, before: CrmRecord, parsed: Readonly<Record<string, unknown>>): CrmRecord {
	const fields = { ...parsed };
	// An amount that its currency cannot have stays as it was entered, for the judgement to come.
	settleAmounts(object, fields, before);
	return withAssignment(object, before, changedRecord(before, fields));
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
