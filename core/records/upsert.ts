import type { Outcome } from '../context';
import type { CrmRecord, UpsertInput } from '../crm';
import { CrmError } from '../errors';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { changedRecord, newRecord, recordsByKey, writeChanges } from '../store';
import { Batch } from './batch';
import type { Draft } from './checks';
import { withAssignment } from './ownerChange';
import { changesOf, checkDrafts, goodDrafts, parseAll, type WriteOptions } from './prepare';
import type { Session } from './session';

export interface Upserted {
	readonly created: boolean;
	readonly record: CrmRecord;
}

/** Updates the live record that has the same unique key, or creates it. Several inputs with one key are one record. */
export async function upsertRecords(
	session: Session,
	object: CrmObject,
	inputs: readonly UpsertInput[],
	options: WriteOptions = {},
): Promise<Array<Outcome<Upserted>>> {
	const batch = new Batch<UpsertInput, Upserted>(inputs);
	const key = keyOf(object, inputs);
	const allowReadOnly = new Set([...(options.allowReadOnly ?? []), ...key]);
	const parsed = await parseAll(object, batch, { allowReadOnly, mode: 'update' });
	const tupleOf = (record: Readonly<Record<string, unknown>>) => key.map((name) => record[name] ?? null);
	for (const [index, values] of parsed.entries()) if (tupleOf(values).includes(null)) batch.fail(index, keyMissing(object, key));
	return await session.store.write(session.context, async (tx) => {
		const open = [...inputs.keys()].filter((index) => batch.isOpen(index));
		const current = await recordsByKey(tx, object, { fields: key, tuples: open.map((index) => tupleOf(parsed[index])) });
		const drafts: Draft[] = [];
		for (const index of open) {
			const tuple = JSON.stringify(tupleOf(parsed[index]));
			const before = current.get(tuple);
			const after = before ? changedRecord(before, parsed[index]) : createdRecord(object, parsed[index], allowReadOnly);
			if (after instanceof CrmError) {
				batch.fail(index, after);
				continue;
			}
			withAssignment(object, before, after);
			current.set(tuple, after);
			drafts.push({ index, before, after });
		}
		await checkDrafts(tx, object, drafts, { session, batch });
		const good = goodDrafts(object, drafts, { batch, parsed });
		await writeChanges(tx, changesOf(object, good, inputs));
		for (const draft of good) batch.done(draft.index, { created: !draft.before, record: draft.after });
		return batch.outcomes();
	});
}

function createdRecord(object: CrmObject, given: Record<string, unknown>, allowReadOnly: ReadonlySet<string>): CrmRecord | CrmError {
	const { fields, problems } = parseFields(object, given, { mode: 'create', allowReadOnly });
	if (problems.length > 0) return validationFailed(object, problems);
	if (typeof fields.id !== 'string') return newRecord(object, fields);
	return new CrmError(
		'RecordNotFound',
		{ en: `There is no ${object.label.en.toLowerCase()} with this ID`, 'zh-CN': `没有该 ID 的${object.label['zh-CN']}` },
		{
			hint: {
				en: 'IDs are given by the CRM. Match on another unique key, or use Create.',
				'zh-CN': 'ID 由系统生成。请按其他唯一键匹配，或使用“创建”。',
			},
			field: 'id',
		},
	);
}

function keyOf(object: CrmObject, inputs: readonly UpsertInput[]): readonly string[] {
	const wanted = inputs[0]?.matchOn ?? ['id'];
	const known = [['id'], ...object.keys].find((key) => key.length === wanted.length && key.every((name) => wanted.includes(name)));
	if (known) return known;
	const choices = ['id', ...object.keys.map((key) => key.join(' + '))].join(', ');
	throw new CrmError(
		'ValidationFailed',
		{
			en: `${object.label.en} cannot be matched on ${wanted.join(' + ') || 'nothing'}`,
			'zh-CN': `${object.label['zh-CN']}不能按 ${wanted.join(' + ') || '空'} 匹配`,
		},
		{ hint: { en: `Match on one of its unique keys: ${choices}`, 'zh-CN': `请选择唯一键之一：${choices}` }, field: 'matchOn' },
	);
}

const keyMissing = (object: CrmObject, key: readonly string[]): CrmError =>
	validationFailed(
		object,
		key.map((field) => ({ field, message: { en: 'is needed to find the record', 'zh-CN': '用于匹配，不能为空' } })),
	);
