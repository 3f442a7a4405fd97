import type { Outcome } from '../context';
import type { CrmRecord, UpsertInput } from '../crm';
import { CrmError } from '../errors';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { newRecord, recordsById, recordsByKey, type StoreTx } from '../store';
import { Batch } from './batch';
import type { Draft } from './draft';
import { notYours } from './faults';
import { takeKeyTurns } from './keyTurns';
import { withAssignment } from './ownerChange';
import { changedDraft, changesOf, judgeDrafts, parseAll, type WriteOptions } from './prepare';
import { answerRepeated, keepFirst, repeatsWithin } from './repeats';
import { writeAndFollow } from './follow';
import type { Session } from './session';
import { settleDrafts, type Fail } from './settle';
import { keyMissing, keyOf, numberUnknown } from './upsertKey';

export interface Upserted {
	readonly created: boolean;
	readonly record: CrmRecord;
}

interface Plan {
	readonly session: Session;
	readonly object: CrmObject;
	readonly batch: Batch<UpsertInput, Upserted>;
	readonly key: readonly string[];
	readonly allowReadOnly: ReadonlySet<string>;
	readonly parsed: ReadonlyArray<Record<string, unknown>>;
	/** Inputs that are answered like another one. */
	readonly repeats: ReadonlyMap<number, number>;
}

/** Updates the live record that has the same unique key, or creates it. Several inputs with one key are one record. */
export async function upsertRecords(
	session: Session,
	object: CrmObject,
	inputs: readonly UpsertInput[],
	options: WriteOptions = {},
): Promise<Array<Outcome<Upserted>>> {
	const batch = new Batch<UpsertInput, Upserted>(inputs);
	const call = { session, object, operation: `${object.name}.upsert`, batch };
	const key = keyOf(object, batch);
	const allowReadOnly = new Set([...(options.allowReadOnly ?? []), ...key]);
	const parsed = await parseAll(object, batch, { allowReadOnly, mode: 'update' });
	for (const [index, values] of parsed.entries()) if (tupleOf(key, values).includes(null)) batch.fail(index, keyMissing(object, key));
	return await session.store.write(session.context, async (tx) => {
		await answerRepeated(tx, call, (record, kept) => ({ created: kept.created ?? false, record }));
		const repeats = repeatsWithin(batch);
		const plan = { session, object, batch, key, allowReadOnly, parsed, repeats };
		const stored = await storedRecords(tx, plan);
		const good = await settleDrafts(batch, session.context.partial, async (fail) => {
			const drafts = upsertDrafts(plan, stored, fail);
			await judgeDrafts(tx, object, drafts, { session, fail });
			return drafts;
		});
		await writeAndFollow(tx, session, changesOf(object, good, inputs));
		await keepFirst(tx, call, good);
		for (const draft of good) batch.done(draft.index, { created: !draft.before, record: draft.after });
		for (const [index, first] of repeats) batch.copy(index, first);
		return batch.outcomes();
	});
}

const tupleOf = (key: readonly string[], record: Readonly<Record<string, unknown>>): unknown[] => key.map((name) => record[name] ?? null);

const openInputs = ({ batch, repeats }: Plan): number[] =>
	[...batch.inputs.keys()].filter((index) => batch.isOpen(index) && !repeats.has(index));

/** The records there are, by key. Those the caller may not see are taken too: their keys are, and must not be given again. */
async function storedRecords(tx: StoreTx, plan: Plan): Promise<Map<string, CrmRecord>> {
	const { session, object, batch, key, parsed } = plan;
	const tuples = openInputs(plan).map((index) => tupleOf(key, parsed[index]));
	await takeKeyTurns(tx, object, { fields: key, tuples });
	const stored = await recordsByKey(tx, object, { fields: key, tuples, lock: 'change' });
	const { scope } = session.context;
	if (scope.kind === 'all') return stored;
	const visible = await recordsById(tx, object, { ids: [...stored.values()].map((record) => record.id), scope });
	for (const index of openInputs(plan)) {
		const record = stored.get(JSON.stringify(tupleOf(key, parsed[index])));
		if (record && !visible.has(record.id)) batch.fail(index, notYours(object, key[0]));
	}
	return stored;
}

function upsertDrafts(plan: Plan, stored: ReadonlyMap<string, CrmRecord>, fail: Fail): Draft[] {
	const { object, key, parsed } = plan;
	const drafts: Draft[] = [];
	const last = new Map<string, Draft>();
	for (const index of openInputs(plan)) {
		const tuple = JSON.stringify(tupleOf(key, parsed[index]));
		const former = last.get(tuple);
		const before = former?.after ?? stored.get(tuple);
		const restsOn = former && [former.index];
		const after = before ? changedDraft(object, before, parsed[index]) : createdRecord(plan, parsed[index]);
		if (after instanceof CrmError) {
			fail(index, after, restsOn);
			continue;
		}
		const draft = { index, before, after, restsOn };
		last.set(tuple, draft);
		drafts.push(draft);
	}
	return drafts;
}

function createdRecord({ object, key, allowReadOnly }: Plan, given: Record<string, unknown>): CrmRecord | CrmError {
	const ours = key.find((name) => object.byName.get(name)?.readOnly);
	if (ours !== undefined) return numberUnknown(object, ours);
	const { fields, problems } = parseFields(object, given, { mode: 'create', allowReadOnly });
	return problems.length > 0 ? validationFailed(object, problems) : withAssignment(object, undefined, newRecord(object, fields));
}
