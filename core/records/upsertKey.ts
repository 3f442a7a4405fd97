import type { UpsertInput } from '../crm';
import { CrmError } from '../errors';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import type { Batch } from './batch';

/**
 * The unique key that all inputs match on, which the first one names; others that name another are marked.
 * @throws CrmError when it is no key of the object
 */
export function keyOf<T>(object: CrmObject, batch: Batch<UpsertInput, T>): readonly string[] {
	const wanted = batch.inputs[0]?.matchOn ?? ['id'];
	const same = (key: readonly string[], names: readonly string[]) =>
		key.length === names.length && key.every((name) => names.includes(name));
	const known = [['id'], ...object.keys].find((key) => same(key, wanted));
	if (!known) throw noKey(object, wanted);
	for (const [index, { matchOn }] of batch.inputs.entries()) {
		if (same(known, matchOn)) continue;
		const message = { en: 'must be the same for all items of one run', 'zh-CN': '在同一次运行的所有数据中必须一致' };
		batch.fail(index, validationFailed(object, [{ field: 'matchOn', message }]));
	}
	return known;
}

function noKey(object: CrmObject, wanted: readonly string[]): CrmError {
	const choices = ['id', ...object.keys.map((key) => key.join(' + '))].join(', ');
	return new CrmError(
		'ValidationFailed',
		{
			en: `${object.label.en} cannot be matched on ${wanted.join(' + ') || 'nothing'}`,
			'zh-CN': `${object.label['zh-CN']}不能按 ${wanted.join(' + ') || '空'} 匹配`,
		},
		{ hint: { en: `Match on one of its unique keys: ${choices}`, 'zh-CN': `请选择唯一键之一：${choices}` }, field: 'matchOn' },
	);
}

export const keyMissing = (object: CrmObject, key: readonly string[]): CrmError =>
	validationFailed(
		object,
		key.map((field) => ({ field, message: { en: 'is needed to find the record', 'zh-CN': '用于匹配，不能为空' } })),
	);

/** There is nothing to update, and a record with this id or number cannot be made: the CRM gives them, without gaps. */
export function numberUnknown(object: CrmObject, name: string): CrmError {
	const label = object.byName.get(name)?.label ?? { en: name, 'zh-CN': name };
	return new CrmError(
		'RecordNotFound',
		{
			en: `There is no ${object.label.en.toLowerCase()} with this ${label.en}`,
			'zh-CN': `没有该${label['zh-CN']}的${object.label['zh-CN']}`,
		},
		{
			hint: {
				en: `The ${label.en} is given by the CRM. Match on another unique key, or use Create.`,
				'zh-CN': `${label['zh-CN']}由系统生成。请按其他唯一键匹配，或使用“创建”。`,
			},
			field: name,
		},
	);
}
