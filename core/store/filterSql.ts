import type { Scope } from '../context';
import { CrmError } from '../errors';
import type { Condition, FilterGroup, SortKey } from '../filter';
import { cleanText } from '../normalise/cleanText';
import { objects } from '../schema/objects';
import { parseValue } from '../schema/parseValue';
import type { CrmObject, Field } from '../schema/types';
import type { Text } from '../text';
import { Bindings, quote } from './sql';

const maxDepth = 5;
const maxConditions = 100;
const maxListed = 10_000;
/** Characters; SQLite refuses patterns over 50,000 bytes. */
const maxPattern = 1000;

/** A filter, sort or cursor that makes no sense. */
export const badQuery = (text: Text, field?: string): CrmError =>
	new CrmError('ValidationFailed', text, {
		hint: { en: 'Correct the filter or sort of this node.', 'zh-CN': '请修改节点的筛选或排序设置。' },
		field,
	});

export function fieldOf(object: CrmObject, name: string): Field {
	const field = object.byName.get(name);
	if (field && field.type !== 'list') return field;
	throw badQuery(
		{
			en: `${object.label.en} has no field "${name}" to filter or sort by`,
			'zh-CN': `${object.label['zh-CN']}没有可用于筛选或排序的字段“${name}”`,
		},
		name,
	);
}

function scalar(field: Field, raw: unknown): unknown {
	const parsed = parseValue(field, raw);
	if (!parsed.ok)
		throw badQuery(
			{
				en: `Filter on ${field.label.en}: the value ${parsed.problem.en}`,
				'zh-CN': `筛选“${field.label['zh-CN']}”：值${parsed.problem['zh-CN']}`,
			},
			field.name,
		);
	if (parsed.value === null)
		throw badQuery(
			{
				en: `Filter on ${field.label.en}: the value is empty; use "is empty"`,
				'zh-CN': `筛选“${field.label['zh-CN']}”：值为空，请使用“为空”`,
			},
			field.name,
		);
	return parsed.value;
}

function listed(field: Field, raw: unknown): unknown[] {
	const values = typeof raw === 'string' ? raw.split(/[,，\n]/).filter((part) => part.trim() !== '') : Array.isArray(raw) ? raw : [raw];
	if (values.length > maxListed)
		throw badQuery(
			{
				en: `Filter on ${field.label.en}: a list may have ${maxListed} values`,
				'zh-CN': `筛选“${field.label['zh-CN']}”：列表最多 ${maxListed} 个值`,
			},
			field.name,
		);
	return values.map((value) => (field.type === 'boolean' ? Number(scalar(field, value)) : scalar(field, value)));
}

const comparisons = { equals: '=', greaterThan: '>', greaterOrEqual: '>=', lessThan: '<', lessOrEqual: '<=' } as const;

/** What a text must contain, with LIKE's own signs taken literally. Not read like an entered value: a part of a phone is none. */
function pattern(field: Field, raw: unknown): string {
	const given = typeof raw === 'number' ? String(raw) : raw;
	const cleaned = typeof given === 'string' ? cleanText(given, { multiline: true }) : undefined;
	const refused = (en: string, zh: string) =>
		badQuery({ en: `Filter on ${field.label.en}: the value ${en}`, 'zh-CN': `筛选“${field.label['zh-CN']}”：值${zh}` }, field.name);
	if (!cleaned) throw refused('must be a text', '必须是文本');
	if (!cleaned.ok) throw refused(cleaned.problem.en, cleaned.problem['zh-CN']);
	if (cleaned.value === '') throw refused('is empty; use "is empty"', '为空，请使用“为空”');
	if (cleaned.value.length > maxPattern) throw refused(`is longer than ${maxPattern} characters`, `超过 ${maxPattern} 个字符`);
	return cleaned.value.replace(/[\\%_]/g, '\\$&');
}

function conditionSql(object: CrmObject, condition: Condition, bindings: Bindings): string {
	const field = fieldOf(object, condition.field);
	const column = `t.${quote(field.name)}`;
	const { operator, value } = condition;
	switch (operator) {
		case 'isEmpty':
			return `${column} IS NULL`;
		case 'isNotEmpty':
			return `${column} IS NOT NULL`;
		case 'contains':
			return `${column} LIKE ${bindings.add(`%${pattern(field, value)}%`)} ESCAPE '\\'`;
		case 'startsWith':
			return `${column} LIKE ${bindings.add(`${pattern(field, value)}%`)} ESCAPE '\\'`;
		case 'in':
			return `${column} IN ${bindings.list(listed(field, value))}`;
		case 'notIn':
			return `(${column} IS NULL OR ${column} NOT IN ${bindings.list(listed(field, value))})`;
		case 'notEquals':
			return `(${column} IS NULL OR ${column} <> ${bindings.add(scalar(field, value))})`;
		case 'between': {
			const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
			return `(${column} >= ${bindings.add(scalar(field, from))} AND ${column} < ${bindings.add(scalar(field, to))})`;
		}
		default:
			if (!Object.hasOwn(comparisons, operator))
				throw badQuery(
					{ en: `"${String(operator)}" is no filter operator`, 'zh-CN': `“${String(operator)}”不是有效的筛选条件` },
					field.name,
				);
			return `${column} ${comparisons[operator]} ${bindings.add(scalar(field, value))}`;
	}
}

/** The SQL condition of a filter; values only as parameters, values read like entered ones (phones, options, dates). */
export function filterSql(object: CrmObject, filter: FilterGroup, bindings: Bindings): string {
	let conditions = 0;
	const render = (group: FilterGroup, depth: number): string => {
		if (depth > maxDepth) throw badQuery({ en: `Filter groups may be nested ${maxDepth} deep`, 'zh-CN': `筛选组最多嵌套 ${maxDepth} 层` });
		const parts = group.conditions.map((part) => {
			if ('conditions' in part) return render(part, depth + 1);
			if (++conditions > maxConditions)
				throw badQuery({ en: `A filter may have ${maxConditions} conditions`, 'zh-CN': `筛选最多 ${maxConditions} 个条件` });
			return conditionSql(object, part, bindings);
		});
		if (parts.length === 0) return '1';
		return `(${parts.join(group.match === 'any' ? ' OR ' : ' AND ')})`;
	};
	return render(filter, 1);
}

/** The SQL condition of what the caller may see; `alias` is the table's name in the statement. */
export function scopeSql(object: CrmObject, scope: Scope, bindings: Bindings, alias = 't'): string {
	if (scope.kind === 'all' || !object.scope) return '1';
	if ('through' in object.scope) {
		const field = fieldOf(object, object.scope.through);
		const target = objects.get(field.ref as CrmObject['name']);
		return `${alias}.${quote(field.name)} IN (SELECT s."id" FROM ${quote(target.table)} s WHERE ${scopeSql(target, scope, bindings, 's')})`;
	}
	const owner = `${alias}.${quote(object.scope.owner)}`;
	if (scope.kind === 'own') return `${owner} = ${bindings.add(scope.userId)}`;
	return `${owner} IN (SELECT u."id" FROM "crm_user" u WHERE u."teamId" = ${bindings.add(scope.teamId)})`;
}

/** ORDER BY with the id last, so that the order is total; nulls are the smallest. */
export function sortSql(object: CrmObject, sort: readonly SortKey[]): string {
	return sort.map(({ field, direction }) => `t.${quote(fieldOf(object, field).name)} ${direction === 'desc' ? 'DESC' : 'ASC'}`).join(', ');
}
