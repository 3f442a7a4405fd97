import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { isBlank } from '../../core/blank';
import { listEntries, type Condition, type FilterGroup, type Operator, type SortKey } from '../../core/filter';
import { isDayAlone } from '../../core/schema/parseValue';
import type { CrmObject, Field, ObjectName } from '../../core/schema/types';
import type { Text } from '../../core/text';
import { badParameter } from './errors';
import { dynamicOption } from './dynamicOption';
import { editorObjects } from './editor';
import { instanceLocale } from './locale';
import type { Parameters } from './parameters';
import type { PropertySpec } from './property';
import { toStoredTime } from './time';

const operatorNames: Record<Operator, Text> = {
	equals: { en: 'Equals', 'zh-CN': '等于' },
	notEquals: { en: 'Does Not Equal', 'zh-CN': '不等于' },
	contains: { en: 'Contains', 'zh-CN': '包含' },
	startsWith: { en: 'Starts With', 'zh-CN': '开头是' },
	in: { en: 'Is One Of', 'zh-CN': '属于其中之一' },
	notIn: { en: 'Is None Of', 'zh-CN': '不属于任何一个' },
	isEmpty: { en: 'Is Empty', 'zh-CN': '为空' },
	isNotEmpty: { en: 'Is Not Empty', 'zh-CN': '不为空' },
	greaterThan: { en: 'Is Greater Than', 'zh-CN': '大于' },
	greaterOrEqual: { en: 'Is Greater Than or Equal To', 'zh-CN': '大于或等于' },
	lessThan: { en: 'Is Less Than', 'zh-CN': '小于' },
	lessOrEqual: { en: 'Is Less Than or Equal To', 'zh-CN': '小于或等于' },
	between: { en: 'Is Between', 'zh-CN': '介于' },
};

/** What an object's fields are listed by: the resource of the node, or another of its parameters that names an object. */
type Chooser = 'resource' | 'object';

const fieldProperty = (method: string, chooser: Chooser = 'resource'): PropertySpec =>
	dynamicOption({ name: 'field', label: { en: 'Field', 'zh-CN': '字段' }, method, dependsOn: [chooser] });

const conditionValues = (chooser: Chooser): readonly PropertySpec[] => [
	fieldProperty('filterFields', chooser),
	{
		displayName: { en: 'Operator', 'zh-CN': '条件' },
		name: 'operator',
		type: 'options',
		default: 'equals',
		options: Object.entries(operatorNames).map(([value, name]) => ({ name, value })),
	},
	{
		displayName: { en: 'Value', 'zh-CN': '值' },
		name: 'value',
		type: 'string',
		default: '',
		description: {
			en: 'Several values for Is One Of are separated by commas. A day without a time means that whole day. Is Between takes all from this value up to the end: a day given as the end is included, a time or a number is not.',
			'zh-CN': '“属于其中之一”的多个值用逗号分隔；只写日期表示当天全天；“介于”从此值起：结束值为日期时包含当天，为时间或数字时不包含。',
		},
		displayOptions: { hide: { operator: ['isEmpty', 'isNotEmpty'] } },
	},
	{
		displayName: { en: 'End', 'zh-CN': '结束值' },
		name: 'end',
		type: 'string',
		default: '',
		displayOptions: { show: { operator: ['between'] } },
	},
];

/** The form for conditions; the same for every object, because its field list follows the chosen one. */
export const conditionsOf = (chooser: Chooser): readonly PropertySpec[] => [
	{
		displayName: { en: 'Filters', 'zh-CN': '筛选条件' },
		name: 'filters',
		type: 'fixedCollection',
		placeholder: { en: 'Add Filter', 'zh-CN': '添加条件' },
		default: {},
		typeOptions: { multipleValues: true, sortable: true },
		options: [{ name: 'conditions', displayName: { en: 'Conditions', 'zh-CN': '条件' }, values: conditionValues(chooser) }],
	},
	{
		displayName: { en: 'Must Match', 'zh-CN': '匹配方式' },
		name: 'match',
		type: 'options',
		default: 'all',
		options: [
			{ name: { en: 'All Filters', 'zh-CN': '满足全部条件' }, value: 'all' },
			{ name: { en: 'Any Filter', 'zh-CN': '满足任一条件' }, value: 'any' },
		],
	},
];

export const conditionProperties = conditionsOf('resource');

/** The form for the order of the results. */
export const sortProperty: PropertySpec = {
	displayName: { en: 'Sort', 'zh-CN': '排序' },
	name: 'sort',
	type: 'fixedCollection',
	placeholder: { en: 'Add Sort Field', 'zh-CN': '添加排序字段' },
	default: {},
	typeOptions: { multipleValues: true, sortable: true },
	options: [
		{
			name: 'keys',
			displayName: { en: 'Sort Fields', 'zh-CN': '排序字段' },
			values: [
				fieldProperty('sortFields'),
				{
					displayName: { en: 'Direction', 'zh-CN': '方向' },
					name: 'direction',
					type: 'options',
					default: 'asc',
					ordered: true,
					options: [
						{ name: { en: 'Ascending', 'zh-CN': '升序' }, value: 'asc' },
						{ name: { en: 'Descending', 'zh-CN': '降序' }, value: 'desc' },
					],
				},
			],
		},
	],
};

async function fieldOptions(
	context: ILoadOptionsFunctions,
	fits: (field: Field) => boolean,
	chooser: Chooser = 'resource',
): Promise<INodePropertyOptions[]> {
	const object = (await editorObjects(context)).get(String(context.getCurrentNodeParameter(chooser)) as ObjectName);
	const locale = instanceLocale();
	return object.fields
		.filter(fits)
		.map(({ name, label }) => ({ name: label[locale], value: name }))
		.sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** n8n's `methods.loadOptions` for the fields of the chosen resource. */
export const fieldOptionMethods = {
	async filterFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await fieldOptions(this, () => true);
	},
	async sortFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await fieldOptions(this, ({ type }) => type !== 'list');
	},
	async clearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await fieldOptions(this, ({ required, readOnly, system }) => !required && !readOnly && !system);
	},
};

/** The same where another parameter names the object. */
export const objectFieldMethods = {
	async filterFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await fieldOptions(this, () => true, 'object');
	},
};

const valueLabel: Text = { en: 'Value', 'zh-CN': '值' };

function readCondition(entry: Readonly<Record<string, unknown>>, object: CrmObject, timezone: string): Condition {
	const field = String(entry.field ?? '');
	const operator = String(entry.operator ?? 'equals') as Operator;
	if (field === '')
		throw badParameter({ en: 'Filters', 'zh-CN': '筛选条件' }, 'filters', {
			en: 'has a condition without a field',
			'zh-CN': '有一个条件未选择字段',
		});
	if (operator === 'isEmpty' || operator === 'isNotEmpty') return { field, operator };
	const { type } = object.byName.get(field) ?? { type: 'text' };
	// A day alone stays one: the core takes all of it.
	const stored = (value: unknown) => (isDayAlone(value) ? value : toStoredTime(value, type, timezone));
	if (operator === 'in' || operator === 'notIn') return { field, operator, value: listEntries(entry.value).map(stored) };
	if (operator === 'between') return { field, operator, value: [stored(entry.value), stored(entry.end)] };
	if (isBlank(entry.value)) {
		throw badParameter(valueLabel, 'filters', {
			en: 'is missing; use Is Empty to look for records without one',
			'zh-CN': '不能为空；如需查找空值，请使用“为空”',
		});
	}
	return { field, operator, value: stored(entry.value) };
}

/** The conditions of an item; undefined when there are none. Throws CrmError for an incomplete one. */
export function readFilter(parameter: Parameters, object: ObjectName): FilterGroup | undefined {
	const entries = parameter.entries('filters.conditions');
	if (entries.length === 0) return undefined;
	return {
		match: parameter.value('match') === 'any' ? 'any' : 'all',
		conditions: entries.map((entry) => readCondition(entry, parameter.objects.get(object), parameter.timezone)),
	};
}

/** The order asked for; undefined for the core's own. */
export function readSort(parameter: Parameters): SortKey[] | undefined {
	const keys = parameter.entries('sort.keys').filter(({ field }) => field);
	if (keys.length === 0) return undefined;
	return keys.map(({ field, direction }) => ({ field: String(field), direction: direction === 'desc' ? 'desc' : 'asc' }));
}
