import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../context';
import type { CrmRecord, FieldsInput } from '../crm';
import { isBlank } from '../blank';
import type { Problem } from '../errors';
import { Batch, upsertRecords, type Session } from '../records';
import type { FieldRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { parseFields, validationFailed } from '../schema/parseFields';
import { breathe } from '../store';
import type { Text } from '../text';
import { buildIndexes } from './building';
import { recordsAgainst } from './dataChecks';
import { fieldName } from './naming';
import { definitionProblems, indexState } from './rules';

const field = objects.get('field');
const setHere = new Set(['indexState', 'indexProblem']);

/** Milliseconds that a call waits for an index: that of a small table is there by then. */
const patience = 5_000;

/** Makes or changes custom fields, and begins to build their indexes. */
export async function defineFields(session: Session, inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const { store } = session;
	const batch = new Batch<FieldsInput, CrmRecord>(inputs);
	// Alone: a value that is written after the records were looked at would be none of the field's.
	const { open, stored } = await store.writeAlone(session.context, async () => await storeFields(session, batch));
	const { definitions } = await store.catalogue.refresh();
	if (definitions.some(({ indexState: state }) => state === 'building'))
		await Promise.race([buildIndexes(store), sleep(patience, undefined, { ref: false })]);
	const now = new Map((await store.catalogue.refresh()).definitions.map((definition) => [definition.id, definition]));
	stored.forEach((outcome, i) => {
		if (outcome.ok) batch.done(open[i], { ...outcome.value.record, ...now.get(outcome.value.record.id) });
		else batch.fail(open[i], outcome.error);
	});
	return batch.outcomes();
}

/** Stores the definitions that fit; says which inputs they came from. */
async function storeFields(session: Session, batch: Batch<FieldsInput, CrmRecord>) {
	const { inputs } = batch;
	const fields = await judge(session, batch);
	batch.settle(session.context.partial);
	const open = [...inputs.keys()].filter((index) => batch.isOpen(index));
	const upserts = open.map((index) => ({ ...inputs[index], fields: fields[index], matchOn: ['object', 'name'] }));
	return { open, stored: await upsertRecords(session, field, upserts, { allowReadOnly: setHere }) };
}

/** What to store for each input; marks those that do not fit the others, or the records there are. */
async function judge({ store, objects: { definitions } }: Session, batch: Batch<FieldsInput, CrmRecord>) {
	const known = new Map(definitions.map((definition) => [keyOf(definition), definition]));
	const fields: Array<Record<string, unknown>> = [];
	for (const [index, { fields: entered }] of batch.inputs.entries()) {
		const given = withNames(entered);
		const before = known.get(keyOf(given));
		const parsed = parseFields(field, given, { mode: before ? 'update' : 'create' });
		const after = { ...before, ...parsed.fields } as FieldRecord;
		const others = [...known.values()].filter((other) => other !== before);
		const problems = parsed.problems.length > 0 ? namesTold(parsed.problems, given) : definitionProblems(after, others);
		if (problems.length > 0) batch.fail(index, validationFailed(field, problems));
		const refusal = problems.length === 0 && before ? await recordsAgainst(store, before, after) : undefined;
		if (refusal) batch.fail(index, refusal);
		const state = indexState(after, before);
		if (batch.isOpen(index)) known.set(keyOf(after), { ...after, ...state });
		fields.push({ ...given, ...state });
		await breathe();
	}
	return fields;
}

const keyOf = ({ object, name }: { object?: unknown; name?: unknown }) => `${String(object)}.${String(name)}`;

const lettersWanted: Text = {
	en: 'may have only the letters a–z and digits, and begins with a letter',
	'zh-CN': '只能由英文字母 a–z 和数字组成，且以字母开头',
};

const nameNeeded: Text = {
	en: 'is required where the label has no letters a–z to make it from; it takes letters a–z and digits',
	'zh-CN': '为必填项，因为没有可用于生成字段名的英文名称；请用英文字母 a–z 和数字填写',
};

const labelNeeded: Text = { en: 'is required, or the Chinese label', 'zh-CN': '与中文名称至少填写一项' };

/** Says of a label that was not entered that either will do, and of a name, or one not in letters, what it is made of. */
function namesTold(problems: readonly Problem[], { label, labelZh, name }: Readonly<Record<string, unknown>>): Problem[] {
	const unnamed = isBlank(label) && isBlank(labelZh);
	// Whoever gives a label may have no need of the other two.
	const told = unnamed ? problems.filter(({ field }) => field !== 'labelZh' && (field !== 'name' || !isBlank(name))) : problems;
	return told.map((problem) => {
		if (unnamed && problem.field === 'label') return { ...problem, message: labelNeeded };
		if (problem.field !== 'name') return problem;
		if (isBlank(name)) return { ...problem, message: nameNeeded };
		return fieldName(name) === undefined ? { ...problem, message: lettersWanted } : problem;
	});
}

/** A field needs one label; the other language and the name follow from it. */
function withNames(entered: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const { label, labelZh, name } = entered;
	const given: Record<string, unknown> = { ...entered, name: isBlank(name) ? fieldName(label) : (fieldName(name) ?? name) };
	if (isBlank(given.object)) delete given.object;
	else if (typeof given.object === 'string') given.object = given.object.trim();
	if (isBlank(label) && !isBlank(labelZh)) given.label = labelZh;
	if (isBlank(labelZh) && !isBlank(label)) given.labelZh = label;
	return given;
}
