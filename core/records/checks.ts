import type { Scope } from '../context';
import type { CrmRecord } from '../crm';
import { CrmError } from '../errors';
import { objects } from '../schema/objects';
import { unknownNumber } from '../schema/numbers';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject, Field, ObjectName } from '../schema/types';
import { Bindings, breathe, chunksOf, quote, recordsByKey, sameValue, scopeSql, type Sql } from '../store';
import type { Draft } from './draft';
import { takeKeyTurns } from './keyTurns';
import type { Fail } from './settle';

interface CheckContext {
	readonly scope: Scope;
	readonly fail: Fail;
}

interface Reference {
	readonly field: Field;
	/** The field's name, with the place inside a list: `branches[0].userId`. */
	readonly place: string;
	readonly id: string;
}

const referring = new WeakMap<CrmObject, readonly Field[]>();

/** The few fields that refer to something, themselves or in a list. */
function referringFields(object: CrmObject): readonly Field[] {
	let fields = referring.get(object);
	if (!fields) referring.set(object, (fields = object.fields.filter(({ ref, items }) => ref !== undefined || items !== undefined)));
	return fields;
}

/** What a draft refers to and did not before; everything for one that is restored. */
function referencesOf(object: CrmObject, draft: Draft): Reference[] {
	const restored = draft.before?.deletedAt != null;
	return referringFields(object).flatMap((field) => {
		const value = draft.after[field.name];
		if (!restored && sameValue(value, draft.before?.[field.name])) return [];
		if (field.ref) return typeof value === 'string' ? [{ field, place: field.name, id: value }] : [];
		return Array.isArray(value) ? value.flatMap((entry, i) => listedReferences(field, entry as Record<string, unknown>, i)) : [];
	});
}

function listedReferences(list: Field, entry: Record<string, unknown>, i: number): Reference[] {
	return (list.items ?? []).flatMap((field) => {
		const id = entry[field.name];
		return field.ref && typeof id === 'string' ? [{ field, place: `${list.name}[${i}].${field.name}`, id }] : [];
	});
}

/** Marks drafts that refer to a record that is not there, deleted, or not the caller's to see. One statement per object. */
export async function checkReferences(sql: Sql, object: CrmObject, drafts: readonly Draft[], context: CheckContext): Promise<void> {
	const wanted = new Map<ObjectName, Set<string>>();
	for (const draft of drafts) {
		for (const { field, id } of referencesOf(object, draft)) {
			const ids = wanted.get(field.ref as ObjectName) ?? new Set();
			wanted.set(field.ref as ObjectName, ids.add(id));
		}
		await breathe();
	}
	if (wanted.size === 0) return;
	const live = new Map<ObjectName, Set<string>>();
	for (const [name, ids] of wanted) live.set(name, await liveIds(sql, objects.get(name), { ids, scope: context.scope }));
	for (const draft of drafts) {
		const problems = [...referencesOf(object, draft)]
			.filter(({ field, id }) => !live.get(field.ref as ObjectName)?.has(id))
			.map(({ field, place, id }) => {
				const { label } = objects.get(field.ref as ObjectName);
				return {
					field: place,
					message: unknownNumber(field, id) ?? {
						en: `refers to a ${label.en.toLowerCase()} that does not exist or was deleted`,
						'zh-CN': `引用的${label['zh-CN']}不存在或已删除`,
					},
				};
			});
		if (problems.length > 0) context.fail(draft.index, validationFailed(object, problems));
		await breathe();
	}
}

async function liveIds(sql: Sql, object: CrmObject, wanted: { ids: Iterable<string>; scope: Scope }): Promise<Set<string>> {
	const found = new Set<string>();
	for (const chunk of chunksOf([...wanted.ids].sort(), 500)) {
		const bindings = new Bindings(sql);
		const where = `${bindings.among('t."id"', chunk)} AND t."deletedAt" IS NULL AND ${scopeSql(object, wanted.scope, bindings)}`;
		const rows = await sql.query<{ id: string }>(
			`SELECT t."id" FROM ${quote(object.table)} t WHERE ${where}${sql.dialect.lockRows('refer')}`,
			bindings.values,
		);
		for (const row of rows) found.add(row.id);
		await breathe();
	}
	return found;
}

/** Marks drafts whose unique key another live record, or an earlier draft of this call, already has. */
export async function checkKeys(sql: Sql, object: CrmObject, drafts: readonly Draft[], fail: Fail): Promise<void> {
	for (const fields of object.keys) {
		const concerned = drafts.filter(
			({ before, after }) =>
				fields.every((name) => after[name] !== null) &&
				(!before || before.deletedAt !== null || fields.some((name) => before[name] !== after[name])),
		);
		if (concerned.length === 0) continue;
		const tupleOf = (record: CrmRecord) => fields.map((name) => record[name]);
		const key = { fields, tuples: concerned.map((draft) => tupleOf(draft.after)) };
		await takeKeyTurns(sql, object, key);
		const taken = await recordsByKey(sql, object, key);
		const first = new Map<string, Draft>();
		for (const draft of concerned) {
			const tuple = JSON.stringify(tupleOf(draft.after));
			const earlier = first.get(tuple);
			const owner = taken.get(tuple)?.id ?? earlier?.after.id;
			if (owner === undefined || owner === draft.after.id) first.set(tuple, draft);
			else fail(draft.index, duplicateKey(object, fields), earlier && [earlier.index]);
			await breathe();
		}
	}
}

/** The error of a record with a unique key that another one has. */
export function duplicateKey(object: CrmObject, fields: readonly string[]): CrmError {
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

/**
 * Marks records that others still need: a customer with contacts, a user who owns leads. Follow-ups do not hold a record,
 * and a record that goes in the same call does not; who goes only because of that rests on it.
 */
export async function checkReferrers(sql: Sql, object: CrmObject, drafts: readonly Draft[], fail: Fail): Promise<readonly Draft[]> {
	const byId = new Map(drafts.map((draft) => [draft.after.id, draft]));
	const restsOn = new Map(drafts.map((draft) => [draft.index, [...(draft.restsOn ?? [])]]));
	for (const { object: other, field } of objects.referring(object.name)) {
		if (field.onDelete !== 'restrict' || other.timeline) continue;
		const going = other.name === object.name ? goingWith(byId, field.name) : new Map<unknown, Draft[]>();
		for (const { id, n } of await referrersOf(sql, { other, field }, [...byId.keys()])) {
			const draft = byId.get(id) as Draft;
			const children = going.get(id) ?? [];
			for (const child of children) restsOn.get(draft.index)?.push(child.index);
			if (n > children.length) fail(draft.index, stillUsed(object, { other, field, count: n - children.length }), draft.restsOn);
			await breathe();
		}
	}
	return drafts.map((draft) => ({ ...draft, restsOn: restsOn.get(draft.index) }));
}

/** The records of a call by the record of the call that they refer to. */
function goingWith(byId: ReadonlyMap<string, Draft>, field: string): Map<unknown, Draft[]> {
	const going = new Map<unknown, Draft[]>();
	for (const draft of byId.values()) {
		const parent = draft.after[field];
		if (!byId.has(String(parent))) continue;
		const siblings = going.get(parent);
		if (siblings) siblings.push(draft);
		else going.set(parent, [draft]);
	}
	return going;
}

/** How many live records refer to each of some; those to which none does are missing. */
async function referrersOf(
	sql: Sql,
	{ other, field }: { other: CrmObject; field: Field },
	ids: readonly string[],
): Promise<Array<{ id: string; n: number }>> {
	const referred = quote(field.name);
	const found: Array<{ id: string; n: number }> = [];
	for (const chunk of chunksOf(ids, 500)) {
		const bindings = new Bindings(sql);
		const where = `${bindings.among(referred, chunk)} AND "deletedAt" IS NULL`;
		const sqlText = `SELECT ${referred} AS id, count(*) AS n FROM ${quote(other.table)} WHERE ${where} GROUP BY 1`;
		found.push(...(await sql.query<{ id: string; n: number }>(sqlText, bindings.values)));
		await breathe();
	}
	return found;
}

interface Use {
	readonly other: CrmObject;
	readonly field: Field;
	readonly count: number;
}

function stillUsed(object: CrmObject, use: Use): CrmError {
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
