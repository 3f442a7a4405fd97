import type { Scope } from '../context';
import { currenciesWith } from '../currencies';
import type { Condition, FilterGroup, SortKey } from '../filter';
import { objects } from '../schema/objects';
import type { CrmObject, Field, FieldType } from '../schema/types';
import { badQuery, patternOf, valueOf, valuesOf } from './filterValues';
import { fieldSql } from './fieldSql';
import { Bindings, quote, type Dialect } from './sql';
import { columnType } from './tables';
import { Days, wholeDays } from './wholeDays';

const maxDepth = 5;
const maxConditions = 100;

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

/**
 * What a condition or an order compares: the field's column. Amounts of all currencies are compared in thousandths of
 * their unit, because the minor units of yuan and yen are not of one size; unit prices are stored as they are compared.
 */
export function columnSql(dialect: Dialect, field: Field): string {
	const column = fieldSql(dialect, field, 't');
	const { type, money = '' } = field;
	if (type !== 'money') return column;
	const among = (places: 0 | 3) =>
		`t.${quote(money)} IN (${currenciesWith(places)
			.map((code) => `'${code}'`)
			.join(', ')})`;
	return `(${column} * CASE WHEN ${among(0)} THEN 1000 WHEN ${among(3)} THEN 1 ELSE 10 END)`;
}

const comparisons = { equals: '=', greaterThan: '>', greaterOrEqual: '>=', lessThan: '<', lessOrEqual: '<=' } as const;

const isComparison = (operator: string): operator is keyof typeof comparisons => Object.hasOwn(comparisons, operator);

function conditionSql(field: Field, { operator, value }: Condition, bindings: Bindings): string {
	const column = columnSql(bindings.dialect, field);
	switch (operator) {
		case 'isEmpty':
			return `${column} IS NULL`;
		case 'isNotEmpty':
			return `${column} IS NOT NULL`;
		case 'contains':
			return `${column} ${bindings.dialect.like} ${bindings.add(`%${patternOf(field, value)}%`)} ESCAPE '\\'`;
		case 'startsWith':
			return `${column} ${bindings.dialect.like} ${bindings.add(`${patternOf(field, value)}%`)} ESCAPE '\\'`;
		case 'in':
			return `${column} IN ${bindings.list(valuesOf(field, value), columnType(field))}`;
		case 'notIn':
			return `(${column} IS NULL OR ${column} NOT IN ${bindings.list(valuesOf(field, value), columnType(field))})`;
		case 'notEquals':
			return `(${column} IS NULL OR ${column} <> ${bindings.add(valueOf(field, value))})`;
		default:
			if (!isComparison(operator))
				throw badQuery(
					{ en: `"${String(operator)}" is no filter operator`, 'zh-CN': `“${String(operator)}”不是有效的筛选条件` },
					field.name,
				);
			return `${column} ${comparisons[operator]} ${bindings.add(valueOf(field, value))}`;
	}
}

/** Counts the conditions of a group. @throws CrmError when its groups are nested too deep */
function sizeOf(group: FilterGroup, depth = 1): number {
	if (depth > maxDepth) throw badQuery({ en: `Filter groups may be nested ${maxDepth} deep`, 'zh-CN': `筛选组最多嵌套 ${maxDepth} 层` });
	return group.conditions.reduce((size, part) => size + ('conditions' in part ? sizeOf(part, depth + 1) : 1), 0);
}

/**
 * The SQL condition of a filter; values only as parameters, values read like entered ones (phones, options, dates).
 * @param caller whose time zone says when a day begins and ends
 */
export function filterSql(object: CrmObject, filter: FilterGroup, caller: { readonly timeZone?: string }, bindings: Bindings): string {
	if (sizeOf(filter) > maxConditions)
		throw badQuery({ en: `A filter may have ${maxConditions} conditions`, 'zh-CN': `筛选最多 ${maxConditions} 个条件` });
	const days = new Days(caller.timeZone);
	const render = (part: Condition | FilterGroup): string => {
		if ('conditions' in part) {
			const parts = part.conditions.map(render);
			return parts.length === 0 ? 'TRUE' : `(${parts.join(part.match === 'any' ? ' OR ' : ' AND ')})`;
		}
		const field = fieldOf(object, part.field);
		const meant = wholeDays(field, part, days);
		return meant === part ? conditionSql(field, part, bindings) : render(meant);
	};
	return render(filter);
}

/** The SQL condition of what the caller may see; `alias` is the table's name in the statement. */
export function scopeSql(object: CrmObject, scope: Scope, bindings: Bindings, alias = 't'): string {
	if (scope.kind === 'all' || !object.scope) return 'TRUE';
	if ('through' in object.scope) {
		const ways = [object.scope.through].flat().map((name) => {
			const field = fieldOf(object, name);
			const target = objects.get(field.ref as CrmObject['name']);
			return `${alias}.${quote(field.name)} IN (SELECT s."id" FROM ${quote(target.table)} s WHERE ${scopeSql(target, scope, bindings, 's')})`;
		});
		return `(${ways.join(' OR ')})`;
	}
	const owner = `${alias}.${quote(object.scope.owner)}`;
	if (scope.kind === 'own') return `${owner} = ${bindings.add(scope.userId)}`;
	return `${owner} IN (SELECT u."id" FROM "crm_user" u WHERE u."teamId" = ${bindings.add(scope.teamId)})`;
}

/** Columns that always hold a value. */
export const neverNull = new Set(['id', 'version', 'createdAt', 'updatedAt']);

/** A sort key with the field and what is compared of it. */
export interface OrderKey extends SortKey {
	readonly type: FieldType;
	readonly column: string;
	/** What is compared with the column, of a value of the field: the value itself unless said. */
	readonly placeOf?: (value: string) => string;
}

/** ORDER BY with the id last, so that the order is total; nulls are the smallest, on every engine. */
export function sortSql(order: readonly OrderKey[]): string {
	const keySql = ({ field, column, direction }: OrderKey) => {
		const [way, nulls] = direction === 'desc' ? ['DESC', ' NULLS LAST'] : ['ASC', ' NULLS FIRST'];
		return `${column} ${way}${neverNull.has(field) ? '' : nulls}`;
	};
	return order.map(keySql).join(', ');
}
