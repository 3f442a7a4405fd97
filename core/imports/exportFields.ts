import { CrmError } from '../errors';
import type { CrmObject, Field, FieldType } from '../schema/types';
import type { Text } from '../text';
import type { Cell } from './file/table';
import type { ColumnKind } from './file/tableWriter';
import { localTime } from './values/localTime';

/** The fields that a person would read: without ids of our own, lists, and what only counts changes. */
export const exportedFields = (object: CrmObject): readonly Field[] =>
	object.fields.filter((field) => field.type !== 'list' && (!field.system || field.name === 'createdAt'));

/** @throws CrmError always: the object has no such field, or it does not fit into a cell */
export function badField(object: CrmObject, name: string): never {
	throw new CrmError(
		'ValidationFailed',
		{ en: `${object.label.en} has no field "${name.slice(0, 60)}"`, 'zh-CN': `${object.label['zh-CN']}没有字段“${name.slice(0, 60)}”` },
		{ hint: { en: 'Choose the fields from the list.', 'zh-CN': '请从列表中选择字段。' }, field: 'fields' },
	);
}

const yesNo: Readonly<Record<string, Text>> = { true: { en: 'Yes', 'zh-CN': '是' }, false: { en: 'No', 'zh-CN': '否' } };

interface Reader {
	readonly language: keyof Text;
	readonly timeZone?: string;
	titleOf(id: string): Cell;
}

/** Phones and codes are texts: they begin with zeros, and nobody adds them up. */
const kinds: Readonly<Record<FieldType, ColumnKind>> = {
	id: 'text',
	text: 'text',
	longText: 'text',
	email: 'text',
	phone: 'text',
	mobile: 'text',
	uscc: 'text',
	currency: 'text',
	option: 'text',
	boolean: 'text',
	reference: 'text',
	list: 'text',
	integer: 'number',
	number: 'number',
	money: 'number',
	price: 'number',
	date: 'date',
	dateTime: 'dateTime',
};

/** How a spreadsheet is to show and sort a field. */
export const kindOf = ({ type }: Field): ColumnKind => kinds[type];

/** A value as a person reads it, and an import understands it again: labels, names, local times, mobiles without +86. */
export function cellOf(field: Field, value: unknown, { language, timeZone, titleOf }: Reader): Cell {
	if (value === null || value === undefined) return null;
	if (field.ref) return titleOf(String(value));
	switch (field.type) {
		case 'option':
			return field.options?.find((option) => option.value === value)?.label[language] ?? String(value);
		case 'boolean':
			return yesNo[String(value)][language];
		case 'dateTime':
			return localTime(Date.parse(String(value)), timeZone);
		case 'phone':
		case 'mobile':
			return String(value).replace(/^\+86(?=1\d{10}$)/, '');
		case 'list':
			return JSON.stringify(value);
		default:
			return typeof value === 'number' ? value : String(value);
	}
}
