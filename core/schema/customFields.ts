import type { FieldRecord } from './generated/records';
import type { CrmObject, Field, Option } from './types';

/** Stands before the name of every custom field, so that no later field of the product meets it. */
export const customPrefix = 'custom_';

/** Characters that a value may have, as for built-in fields of the type. */
const maxLengths: Partial<Record<FieldRecord['type'], number>> = { text: 500, longText: 5000, email: 254, phone: 60, mobile: 60 };

const optionOf = ({ value, label, labelZh }: NonNullable<FieldRecord['options']>[number]): Option => ({
	value,
	label: { en: label || labelZh || value, 'zh-CN': labelZh || label || value },
});

/** The field that a definition describes. */
export function customField(definition: FieldRecord): Field {
	const { name, type, label, labelZh } = definition;
	return {
		name: customPrefix + name,
		custom: name,
		type,
		label: { en: label, 'zh-CN': labelZh },
		required: definition.required ?? false,
		readOnly: false,
		system: false,
		personal: definition.personal ?? false,
		derived: false,
		options: type === 'option' ? (definition.options ?? []).map(optionOf) : undefined,
		ref: type === 'reference' ? (definition.refersTo ?? undefined) : undefined,
		// A reference that nothing in the database holds: the other record may go.
		onDelete: type === 'reference' ? 'setNull' : undefined,
		multiline: type === 'longText',
		maxLength: maxLengths[type],
	};
}

/** A unique field is a key from when its index is there: without one, a look-up would read the whole table. */
const isKey = ({ unique, indexState }: FieldRecord): boolean => unique === true && indexState === 'ready';

/** The object as one database has it: behind the fields of its schema the active ones that users defined. */
export function withCustomFields(object: CrmObject, definitions: readonly FieldRecord[]): CrmObject {
	const active = definitions.filter((definition) => definition.object === object.name && definition.active !== false);
	if (active.length === 0) return object;
	const fields = [...object.fields, ...active.map(customField)];
	return {
		...object,
		fields,
		byName: new Map(fields.map((field) => [field.name, field])),
		keys: [...object.keys, ...active.filter(isKey).map(({ name }) => [customPrefix + name])],
	};
}
