import type { UpsertInput } from '../crm';
import { CrmError } from '../errors';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import type { Batch } from './batch';
import { matcherFor, matchersOf, type Matcher } from './upsertMatch';

/**
 * What all inputs match on, which the first one names; others that name something else are marked.
 * @throws CrmError when the object cannot be matched on it
 */
export function keyOf<T>(object: CrmObject, batch: Batch<UpsertInput, T>): Matcher {
	const wanted = batch.inputs[0]?.matchOn ?? ['id'];
	const known = matcherFor(object, wanted);
	if (!known) throw noKey(object, wanted);
	for (const [index, { matchOn }] of batch.inputs.entries()) {
		if (matcherFor(object, matchOn) === known) continue;
		const message = { en: 'must be the same for all items of one run', 'zh-CN': '在同一次运行的所有数据中必须一致' };
		batch.fail(index, validationFailed(object, [{ field: 'matchOn', message }]));
	}
	return known;
}

export function noKey(object: CrmObject, wanted: readonly string[]): CrmError {
	const choices = matchersOf(object)
		.map(({ fields }) => fields.join(' + '))
		.join(', ');
	return new CrmError(
		'ValidationFailed',
		{
			en: `${object.label.en} cannot be matched on ${wanted.join(' + ') || 'nothing'}`,
			'zh-CN': `${object.label['zh-CN']}不能按 ${wanted.join(' + ') || '空'} 匹配`,
		},
		{ hint: { en: `Match on one of these: ${choices}`, 'zh-CN': `请选择以下匹配字段之一：${choices}` }, field: 'matchOn' },
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

/** A name or a number that several records share says nothing about which of them is meant. */
export function severalMatch(object: CrmObject, fields: readonly string[]): CrmError {
	const labels = (locale: 'en' | 'zh-CN') =>
		fields.map((name) => object.byName.get(name)?.label[locale] ?? name).join(locale === 'en' ? ' and ' : '和');
	return new CrmError(
		'DuplicateRecord',
		{
			en: `Several ${object.plural.en.toLowerCase()} have this ${labels('en')}`,
			'zh-CN': `有多条${object.label['zh-CN']}的${labels('zh-CN')}相同`,
		},
		{
			hint: {
				en: 'Match on something that only one of them has, such as its number, or clear up the duplicates first.',
				'zh-CN': '请按编号等唯一字段匹配，或先清理重复记录。',
			},
			field: fields[0],
		},
	);
}
