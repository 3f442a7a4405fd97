import { isBlank } from '../blank';
import type { Outcome } from '../context';
import type { CrmRecord, FieldsInput, Upserted, UpsertInput } from '../crm';
import { CrmError } from '../errors';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { newRecord, recordsById, type StoreTx } from '../store';
import { Batch } from './batch';
import type { Draft } from './draft';
import { notYours } from './faults';
import { withAssignment } from './ownerChange';
import { changedDraft, changesOf, judgeDrafts, parseAll, type WriteOptions } from './prepare';
import { writeAndFollow } from './follow';
import { answerRepeated, keepFirst, repeatsWithin } from './repeats';
import type { Session } from './session';
import { settleDrafts, type Fail } from './settle';
import { keyMissing, keyOf, numberUnknown, severalMatch } from './upsertKey';
import { MatchIndex, recordsMatching, tupleOf, type Matcher } from './upsertMatch';

export interface UpsertOptions extends WriteOptions {
	/** Judges everything and writes nothing. */
	readonly dryRun?: boolean;
}

interface Matching extends UpsertOptions {
	/** Tried in turn, the surest first, until one finds a record. */
	readonly matchers: readonly Matcher[];
	/** Whether an input that can be matched on nothing is refused; otherwise it is a new record. */
	readonly keyNeeded: boolean;
}

interface Plan {
	readonly session: Session;
	readonly object: CrmObject;
	readonly batch: Batch<FieldsInput, Upserted>;
	readonly matching: Matching;
	readonly allowReadOnly: ReadonlySet<string>;
	readonly parsed: ReadonlyArray<Record<string, unknown>>;
	/** Inputs that are answered like another one. */
	readonly repeats: ReadonlyMap<number, number>;
	/** Records that the caller may change; undefined for all. */
	readonly visible?: ReadonlySet<string>;
}

/** Updates the live record that matches, or creates it. Several inputs with one key are one record. */
export async function upsertRecords(
	session: Session,
	object: CrmObject,
	inputs: readonly UpsertInput[],
	options: UpsertOptions = {},
): Promise<Array<Outcome<Upserted>>> {
	const batch = new Batch<UpsertInput, Upserted>(inputs);
	const matchers = [keyOf(object, batch)];
	return await matchAndWrite(session, object, batch, { ...options, matchers, keyNeeded: true });
}

/**
 * Create or Update with several ways to match. A record that a later matcher finds is not taken when an earlier one tells
 * it apart: the company of the same name with another tax number is another company.
 */
export async function matchAndWrite(
	session: Session,
	object: CrmObject,
	batch: Batch<FieldsInput, Upserted>,
	matching: Matching,
): Promise<Array<Outcome<Upserted>>> {
	const { inputs } = batch;
	const call = { session, object, operation: `${object.name}.upsert`, batch };
	const allowReadOnly = new Set([...(matching.allowReadOnly ?? []), ...matching.matchers.flatMap(({ fields }) => fields)]);
	const parsed = await parseAll(object, batch, { allowReadOnly, mode: 'update' });
	return await session.store.write(session.context, async (tx) => {
		await answerRepeated(tx, call, (record, kept) => ({ created: kept.created ?? false, changed: false, record }));
		const plan: Plan = { session, object, batch, matching, allowReadOnly, parsed, repeats: repeatsWithin(batch) };
		const { stored, visible } = await storedRecords(tx, plan);
		const good = await settleDrafts(batch, session.context.partial, async (fail) => {
			const drafts = upsertDrafts({ ...plan, visible }, stored, fail);
			await judgeDrafts(tx, object, drafts, { session, fail });
			return drafts;
		});
		if (!matching.dryRun) {
			await writeAndFollow(tx, session, changesOf(object, good, inputs));
			await keepFirst(tx, call, good);
		}
		for (const { index, before, after } of good)
			batch.done(index, { created: !before, changed: before !== undefined && before !== after, record: after });
		for (const [index, first] of plan.repeats) batch.copy(index, first);
		return batch.outcomes();
	});
}

const openInputs = ({ batch, repeats }: Plan): number[] =>
	[...batch.inputs.keys()].filter((index) => batch.isOpen(index) && !repeats.has(index));

/** The records there are, by any of the ways to match. Those the caller may not see are taken too: their keys must not be given again. */
async function storedRecords(tx: StoreTx, plan: Plan): Promise<{ stored: CrmRecord[]; visible?: Set<string> }> {
	const { session, object, parsed, matching } = plan;
	const stored = new Map<string, CrmRecord>();
	const open = openInputs(plan);
	for (const matcher of matching.matchers) {
		const tuples = open.flatMap((index) => tupleOf(object, matcher, parsed[index]) ?? []);
		const found = await recordsMatching(tx, object, { matcher, tuples });
		for (const record of [...found.values()].flat()) stored.set(record.id, record);
	}
	const { scope } = session.context;
	if (scope.kind === 'all') return { stored: [...stored.values()] };
	const visible = await recordsById(tx, object, { ids: stored.keys(), scope });
	return { stored: [...stored.values()], visible: new Set(visible.keys()) };
}

function upsertDrafts(plan: Plan, stored: readonly CrmRecord[], fail: Fail): Draft[] {
	const { object, matching, parsed } = plan;
	const index = new MatchIndex(object, matching.matchers);
	for (const record of stored) index.addStored(record);
	const drafts: Draft[] = [];
	for (const input of openInputs(plan)) {
		const values = parsed[input];
		const found = matchOf(plan, index, values);
		const restsOn = 'draft' in found && found.draft ? [found.draft.index] : undefined;
		const after = found.error ?? (found.record ? changedDraft(object, found.record, values) : createdRecord(plan, values));
		if (after instanceof CrmError) {
			fail(input, after, restsOn);
			continue;
		}
		const draft = { index: input, before: found.record, after, restsOn };
		index.addDraft(draft);
		drafts.push(draft);
	}
	return drafts;
}

/** Those of a key's fields that are not there; all where none is blank, and what stands in them is nothing that could match. */
function blankOf(key: readonly string[], values: Readonly<Record<string, unknown>>): readonly string[] {
	const blank = key.filter((name) => isBlank(values[name]));
	return blank.length > 0 ? blank : key;
}

interface Match {
	readonly record?: CrmRecord;
	/** The earlier input of the call that made the record what it is. */
	readonly draft?: Draft;
	readonly error?: CrmError;
}

function matchOf({ object, matching, visible }: Plan, index: MatchIndex, values: Readonly<Record<string, unknown>>): Match {
	const tuples = matching.matchers.map((matcher) => tupleOf(object, matcher, values));
	for (const [place, matcher] of matching.matchers.entries()) {
		const tuple = tuples[place];
		if (tuple === undefined) continue;
		const toldApart = (record: CrmRecord) =>
			matching.matchers.slice(0, place).some((surer, at) => {
				const own = tupleOf(object, surer, record);
				return (surer.kind === 'key' || matcher.kind === 'name') && own !== undefined && tuples[at] !== undefined && own !== tuples[at];
			});
		const found = index.find(place, tuple).filter(({ record }) => !toldApart(record));
		if (found.length > 1) return { error: severalMatch(object, matcher.fields) };
		const [match] = found;
		if (match && visible && !match.draft && !visible.has(match.record.id)) return { error: notYours(object, matcher.fields[0]) };
		if (match) return match;
		const ours = matcher.fields.find((name) => object.byName.get(name)?.readOnly);
		if (ours !== undefined) return { error: numberUnknown(object, ours) };
	}
	const [first] = matching.matchers;
	if (matching.keyNeeded && tuples.every((tuple) => tuple === undefined))
		return { error: keyMissing(object, blankOf(first.fields, values)) };
	return {};
}

function createdRecord({ object, allowReadOnly }: Plan, given: Record<string, unknown>): CrmRecord | CrmError {
	const { fields, problems } = parseFields(object, given, { mode: 'create', allowReadOnly });
	return problems.length > 0 ? validationFailed(object, problems) : withAssignment(object, undefined, newRecord(object, fields));
}
