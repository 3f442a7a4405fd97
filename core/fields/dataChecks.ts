import { CrmError } from '../errors';
import { customField } from '../schema/customFields';
import type { FieldRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import type { CrmObject, ObjectName } from '../schema/types';
import { text, type Text } from '../text';
import { fieldSql, quote, recordsById, type Store } from '../store';

type Type = FieldRecord['type'];

const texts: readonly Type[] = ['text', 'longText'];

/** Types that every value of a type is one of already. */
const lossless: Partial<Record<Type, readonly Type[]>> = {
	text: ['longText'],
	integer: ['number'],
	date: texts,
	option: texts,
	email: texts,
	phone: texts,
	mobile: ['phone', ...texts],
};

/** A definition's table, and where in it the values are. */
interface Place {
	readonly store: Store;
	readonly object: CrmObject;
	readonly value: string;
	readonly definition: FieldRecord;
}

/**
 * What the records there are have against a change of a field; undefined when nothing. Deleted ones count where they
 * would lose a value: they may be restored.
 */
export async function recordsAgainst(store: Store, before: FieldRecord, after: FieldRecord): Promise<CrmError | undefined> {
	const place: Place = {
		store,
		object: objects.get(before.object as ObjectName),
		value: fieldSql(store.read.dialect, customField(before), 't'),
		definition: before,
	};
	return (await typeRefused(place, after)) ?? (await optionsRefused(place, after)) ?? (await duplicatesRefused(place, after));
}

const from = ({ object }: Place) => `FROM ${quote(object.table)} t`;

const labelOf = ({ label, labelZh }: FieldRecord): Text => ({ en: label, 'zh-CN': labelZh });

async function typeRefused(place: Place, after: FieldRecord): Promise<CrmError | undefined> {
	const { store, value, definition: before } = place;
	const same = before.type === after.type && (after.type !== 'reference' || before.refersTo === after.refersTo);
	if (same || lossless[before.type]?.includes(after.type)) return undefined;
	const [used] = await store.survey(`SELECT 1 AS found ${from(place)} WHERE ${value} IS NOT NULL LIMIT 1`);
	if (!used) return undefined;
	return refused('type', text`${{ en: 'The type of ', 'zh-CN': '无法更改“' }}${labelOf(before)}${typeKept}`, {
		en: 'Switch this field off and define another one with the new type, or clear its values first, in deleted records too.',
		'zh-CN': '请停用该字段并以新类型另建一个字段；或先清空其取值（包括已删除的记录）。',
	});
}

const typeKept: Text = {
	en: ' cannot change: records have values that the new one may not hold',
	'zh-CN': '”的类型：已有取值不一定符合新类型',
};

async function optionsRefused(place: Place, after: FieldRecord): Promise<CrmError | undefined> {
	const { store, value, definition: before } = place;
	if (before.type !== 'option' || after.type !== 'option') return undefined;
	const kept = new Set((after.options ?? []).map((option) => option.value));
	const gone = (before.options ?? []).map((option) => option.value).filter((option) => !kept.has(option));
	if (gone.length === 0) return undefined;
	const listed = store.read.dialect.values('?', 'text');
	const [used] = await store.survey<{ n: number }>(`SELECT count(*) AS n ${from(place)} WHERE ${value} IN ${listed}`, [
		JSON.stringify(gone),
	]);
	if (Number(used.n) === 0) return undefined;
	return refused(
		'options',
		{
			en: `An option of ${before.label} cannot go: ${used.n} records have it`,
			'zh-CN': `无法移除“${before.labelZh}”的选项：有 ${used.n} 条记录正在使用`,
		},
		{
			en: `Keep it, or give these records another one first: ${gone.join(', ')}`,
			'zh-CN': `请保留该选项，或先修改这些记录：${gone.join('、')}`,
		},
	);
}

async function duplicatesRefused(place: Place, after: FieldRecord): Promise<CrmError | undefined> {
	const { store, object, value, definition: before } = place;
	const isUnique = (definition: FieldRecord) => definition.active !== false && definition.unique === true;
	if (!isUnique(after) || (isUnique(before) && before.indexState === 'ready')) return undefined;
	const groups = `SELECT min(t."id") AS id, count(*) AS n ${from(place)} WHERE t."deletedAt" IS NULL AND ${value} IS NOT NULL GROUP BY ${value} HAVING count(*) > 1`;
	const [found] = await store.survey<{ n: number | null; id: string }>(`SELECT sum(g.n) AS n, min(g.id) AS id FROM (${groups}) g`);
	if (!found?.n) return undefined;
	const [example] = (await recordsById(store.read, object, { ids: [found.id], scope: { kind: 'all' } })).values();
	const named = String(example?.number ?? found.id);
	return refused(
		'unique',
		{
			en: `${before.label} cannot be unique: ${found.n} records share their value with another one, for example ${named}`,
			'zh-CN': `“${before.labelZh}”不能设为唯一：有 ${found.n} 条记录与其他记录取值相同，例如 ${named}`,
		},
		{
			en: 'Give these records values of their own, or empty ones, and define the field again.',
			'zh-CN': '请将这些记录改为不同的值或清空后，再重新定义该字段。',
		},
	);
}

const refused = (field: keyof FieldRecord, problem: Text, hint: Text) => new CrmError('Refused', problem, { hint, field });
