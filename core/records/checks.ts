import type { Scope } from '../context';
import type { CrmRecord } from '../crm';
import { CrmError } from '../errors';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject, Field, ObjectName } from '../schema/types';
import { Bindings, breathe, chunksOf, quote, recordsByKey, scopeSql, type Sql } from '../store';

/** A record about to be written, by the index of its input. */
export interface Draft {
	readonly index: number;
	readonly before?: CrmRecord;
	readonly after: CrmRecord;
}

interface CheckContext {
	readonly scope: Scope;
	fail(index: number, error: CrmError): void;
}

function* referencesOf(object: CrmObject, draft: Draft): Generator<{ field: Field; place: string; id: string }> {
	const restored = draft.before?.deletedAt != null;
	for (const field of object.fields) {
		const value = draft.after[field.name];
		if (field.ref && typeof value === 'string' && (restored || value !== draft.before?.[field.name]))
			yield { field, place: field.name, id: value };
		const inner = field.items?.filter((item) => item.ref) ?? [];
		if (inner.length === 0 || !Array.isArray(value)) continue;
		for (const [i, entry] of (value as Array<Record<string, unknown>>).entries()) {
			for (const item of inner) {
				const id = entry[item.name];
				if (typeof id === 'string') yield { field: item, place: `${field.name}[${i}].${item.name}`, id };
			}
		}
	}
}

/** Marks drafts that refer to a record that is not there, deleted, or not the caller's to see. One statement per object. */
export async function checkReferences(sql: Sql, object: CrmObject, drafts: readonly Draft[], context: CheckContext): Promise<void> {
	const wanted = new Map<ObjectName, Set<string>>();
	for (const draft of drafts) {
		for (const { field, id } of referencesOf(object, draft)) {
			const ids = wanted.get(field.ref as ObjectName) ?? new Set();
			wanted.set(field.ref as ObjectName, ids.add(id));
		}
	}
	if (wanted.size === 0) return;
	const live = new Map<ObjectName, Set<string>>();
	for (const [name, ids] of wanted) live.set(name, await liveIds(sql, objects.get(name), { ids, scope: context.scope }));
	for (const draft of drafts) {
		const problems = [...referencesOf(object, draft)]
			.filter(({ field, id }) => !live.get(field.ref as ObjectName)?.has(id))
			.map(({ field, place }) => {
				const { label } = objects.get(field.ref as ObjectName);
				return {
					field: place,
					message: {
						en: `refers to a ${label.en.toLowerCase()} that does not exist or was deleted`,
						'zh-CN': `引用的${label['zh-CN']}不存在或已删除`,
					},
				};
			});
		if (draft.before && draft.after.parentId === draft.after.id)
			problems.push({ field: 'parentId', message: { en: 'cannot be the record itself', 'zh-CN': '不能是记录自身' } });
		if (problems.length > 0) context.fail(draft.index, validationFailed(object, problems));
	}
}

async function liveIds(sql: Sql, object: CrmObject, wanted: { ids: Iterable<string>; scope: Scope }): Promise<Set<string>> {
	const found = new Set<string>();
	for (const chunk of chunksOf([...wanted.ids], 500)) {
		const bindings = new Bindings();
		const where = `t."id" IN ${bindings.list(chunk)} AND t."deletedAt" IS NULL AND ${scopeSql(object, wanted.scope, bindings)}`;
		const rows = await sql.query<{ id: string }>(`SELECT t."id" FROM ${quote(object.table)} t WHERE ${where}`, bindings.values);
		for (const row of rows) found.add(row.id);
		await breathe();
	}
	return found;
}

/** Marks drafts whose unique key another live record, or an earlier draft of this call, already has. */
export async function checkKeys(sql: Sql, object: CrmObject, drafts: readonly Draft[], context: CheckContext): Promise<void> {
	for (const fields of object.keys) {
		const concerned = drafts.filter(
			({ before, after }) =>
				fields.every((name) => after[name] !== null) &&
				(!before || before.deletedAt !== null || fields.some((name) => before[name] !== after[name])),
		);
		if (concerned.length === 0) continue;
		const tupleOf = (record: CrmRecord) => fields.map((name) => record[name]);
		const taken = await recordsByKey(sql, object, { fields, tuples: concerned.map((draft) => tupleOf(draft.after)) });
		const first = new Map<string, string>();
		for (const draft of concerned) {
			const tuple = JSON.stringify(tupleOf(draft.after));
			const owner = taken.get(tuple)?.id ?? first.get(tuple);
			if (owner !== undefined && owner !== draft.after.id) context.fail(draft.index, duplicate(object, fields));
			else first.set(tuple, draft.after.id);
		}
	}
}

function duplicate(object: CrmObject, fields: readonly string[]): CrmError {
	const labels = (locale: 'en' | 'zh-CN') =>
		fields.map((name) => object.byName.get(name)?.label[locale] ?? name).join(locale === 'en' ? ' and ' : '和');
	return new CrmError(
		'DuplicateRecord',
		{
			en: `Another ${object.label.en.toLowerCase()} already has this ${labels('en')}`,
			'zh-CN': `已有${object.label['zh-CN']}使用相同的${labels('zh-CN')}`,
		},
		{
			hint: {
				en: 'Use Create or Update to change the existing record, or enter another value.',
				'zh-CN': '如需修改已有记录请使用“创建或更新”，否则请填写其他值。',
			},
			field: fields[0],
		},
	);
}

/** Marks records that others still need: a customer with contacts, a user who owns leads. Follow-ups do not hold a record. */
export async function checkReferrers(sql: Sql, object: CrmObject, drafts: readonly Draft[], context: CheckContext): Promise<void> {
	const byId = new Map(drafts.map((draft) => [draft.after.id, draft]));
	for (const { object: other, field } of objects.referring(object.name)) {
		if (field.onDelete !== 'restrict' || other.timeline) continue;
		for (const chunk of chunksOf([...byId.keys()], 500)) {
			const bindings = new Bindings();
			const rows = await sql.query<{ id: string; n: number }>(
				`SELECT ${quote(field.name)} AS id, count(*) AS n FROM ${quote(other.table)} WHERE ${quote(field.name)} IN ${bindings.list(chunk)} AND "deletedAt" IS NULL GROUP BY 1`,
				bindings.values,
			);
			for (const { id, n } of rows) context.fail((byId.get(id) as Draft).index, stillUsed(object, { other, field, count: n }));
		}
	}
}

function stillUsed(object: CrmObject, use: { other: CrmObject; field: Field; count: number }): CrmError {
	const { other, field, count } = use;
	return new CrmError(
		'Refused',
		{
			en: `This ${object.label.en.toLowerCase()} cannot be deleted: it is the ${field.label.en} of ${count} ${(count === 1 ? other.label : other.plural).en.toLowerCase()}`,
			'zh-CN': `无法删除该${object.label['zh-CN']}：有 ${count} 条${other.label['zh-CN']}以其为“${field.label['zh-CN']}”`,
		},
		{ hint: { en: 'Give those records another one, or delete them first.', 'zh-CN': '请先修改或删除这些记录。' }, field: field.name },
	);
}
