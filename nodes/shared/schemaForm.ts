import { isBlank } from '../../core/blank';
import { listEntries } from '../../core/filter';
import type { CrmObject, Field, ObjectName } from '../../core/schema/types';
import type { Text } from '../../core/text';
import { dynamicOption } from './dynamicOption';
import type { Parameters } from './parameters';
import type { PropertySpec } from './property';
import { referenceMethod } from './referenceOptions';

/** Section of a fixed collection that holds the items of a list field. */
const itemsName = 'items';

/** Properties that stand in for the ones derived from the schema, by field name or `list.field`. */
export type Overrides = Readonly<Record<string, PropertySpec>>;

const noChoice = { name: { en: 'Not Set', 'zh-CN': '未设置' }, value: '' } as const;

const base = (field: Field) => ({
	displayName: field.label,
	name: field.name,
	...(field.required && { required: true }),
	...(field.description && { description: field.description }),
	...(field.example !== undefined && { placeholder: { en: `e.g. ${field.example}`, 'zh-CN': `例如 ${field.example}` } }),
});

function optionProperty(field: Field): PropertySpec {
	const options = (field.options ?? []).map(({ value, label }) => ({ name: label, value }));
	const chosen = field.default ?? (field.required ? options[0].value : '');
	return { ...base(field), type: 'options', default: String(chosen), options: chosen === '' ? [noChoice, ...options] : options };
}

/** A number that need not be given has 0 for "none", because n8n's number field cannot be empty. */
const meansNone = (field: Field) => !field.required && field.default === undefined;

function numberProperty(field: Field): PropertySpec {
	const none: Text = { en: 'Zero means none', 'zh-CN': '0 表示不设置' };
	const description = field.description ?? (meansNone(field) ? none : undefined);
	return { ...base(field), type: 'number', default: Number(field.default ?? 0), ...(description && { description }) };
}

function listProperty(field: Field, overrides: Overrides): PropertySpec {
	if (!field.items) {
		const description = field.description ?? { en: 'Several values are separated by commas', 'zh-CN': '多个值用逗号分隔' };
		return { ...base(field), type: 'string', default: '', description };
	}
	const values = field.items.map((item) => overrides[`${field.name}.${item.name}`] ?? formProperty(item, overrides));
	return {
		...base(field),
		type: 'fixedCollection',
		default: {},
		placeholder: { en: 'Add Entry', 'zh-CN': '添加一项' },
		typeOptions: { multipleValues: true, sortable: true },
		options: [{ name: itemsName, displayName: field.label, values }],
	};
}

/** n8n's property for one field of an object. */
export function formProperty(field: Field, overrides: Overrides = {}): PropertySpec {
	switch (field.type) {
		case 'option':
			return optionProperty(field);
		case 'integer':
		case 'number':
			return numberProperty(field);
		case 'boolean':
			return {
				...base(field),
				type: 'boolean',
				default: field.default === true,
				description: field.description ?? { en: `Whether "${field.label.en}" applies`, 'zh-CN': `是否${field.label['zh-CN']}` },
			};
		case 'date':
		case 'dateTime':
			return { ...base(field), type: 'dateTime', default: '' };
		case 'reference':
			return referenceProperty(field);
		case 'list':
			return listProperty(field, overrides);
		default:
			return { ...base(field), type: 'string', default: '', ...(field.multiline && { typeOptions: { rows: 4 } }) };
	}
}

function referenceProperty(field: Field): PropertySpec {
	const method = field.ref && referenceMethod(field.ref);
	if (!method) return { ...base(field), type: 'string', default: '' };
	return dynamicOption({ name: field.name, label: field.label, method, required: field.required });
}

/** The form that defines a policy: all its fields, in the order of the schema. */
export function policyForm(object: CrmObject, overrides: Overrides = {}): PropertySpec[] {
	return enterable(object).map((field) => overrides[field.name] ?? formProperty(field, overrides));
}

const enterable = ({ fields }: CrmObject) => fields.filter((field) => !field.system && !field.readOnly);

const isPlainList = ({ type, items }: Field) => type === 'list' && !items;

const isNone = (field: Field, value: unknown) =>
	isBlank(value) || ((field.type === 'integer' || field.type === 'number') && value === 0 && meansNone(field));

/** One entry of a list of objects; what was left empty is left out. */
function readItem(fields: readonly Field[], entry: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const given = fields.filter((field) => isPlainList(field) || !isNone(field, entry[field.name]));
	return Object.fromEntries(given.map((field) => [field.name, readField(field, entry[field.name])]));
}

/** The entries of a list are texts; an expression may give a number. */
const entryText = (entry: unknown) => (['string', 'number'].includes(typeof entry) ? String(entry).trim() : entry);

function readField(field: Field, value: unknown): unknown {
	const { items } = field;
	if (items) return entriesOf(value).map((entry) => readItem(items, entry));
	return isPlainList(field) ? listEntries(value).map(entryText) : value;
}

/** The entries of a fixed collection that stands in an entry of another one. */
function entriesOf(value: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> {
	const entries = (value as Readonly<Record<string, unknown>> | undefined)?.[itemsName];
	return Array.isArray(entries) ? (entries as ReadonlyArray<Readonly<Record<string, unknown>>>) : [];
}

/** What the form says of one field: an emptied one goes back to its default, or to nothing. */
function readPolicyField(parameter: Parameters, field: Field): unknown {
	const { name, items } = field;
	if (items) return parameter.entries(`${name}.${itemsName}`).map((entry) => readItem(items, entry));
	const value = readField(field, parameter.value(name));
	return !isPlainList(field) && isNone(field, value) ? (field.default ?? null) : value;
}

/** What was entered in {@link policyForm}. Every field is given, as the policy is what the form shows: an emptied one is emptied. */
export const readPolicy = (parameter: Parameters, object: CrmObject): Record<string, unknown> =>
	Object.fromEntries(enterable(object).map((field) => [field.name, readPolicyField(parameter, field)]));

/** The names of objects, for a choice among them. */
export const objectOptions = (objects: readonly CrmObject[]): Array<{ name: Text; value: ObjectName }> =>
	objects.map(({ name, label }) => ({ name: label, value: name }));
