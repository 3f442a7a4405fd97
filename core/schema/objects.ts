import recordSchema from '../../schemas/record.schema.json';
import type { Text } from '../text';
import { objectSchemas } from './generated/schemas';
import type { CrmObject, Field, FieldType, ObjectName, Option } from './types';

/** The JSON Schema of one property, as the meta-schema `schemas/x-crm.schema.json` allows it. */
export interface PropertySchema {
	readonly type?: string;
	readonly format?: string;
	readonly enum?: readonly string[];
	readonly default?: unknown;
	readonly examples?: readonly string[];
	readonly maxLength?: number;
	readonly minimum?: number;
	readonly items?: PropertySchema & { readonly properties?: Record<string, PropertySchema>; readonly required?: readonly string[] };
	readonly 'x-crm'?: {
		readonly label: { readonly en?: string; readonly 'zh-CN': string };
		readonly description?: Text;
		readonly ref?: string;
		readonly onDelete?: 'restrict' | 'setNull' | 'together';
		readonly identity?: Field['identity'];
		readonly number?: Field['number'];
		readonly personal?: boolean;
		readonly readOnly?: boolean;
		readonly derived?: boolean;
		readonly multiline?: boolean;
		readonly lifecycle?: string;
		readonly money?: string;
		readonly options?: Record<string, Text>;
	};
}

/** One file of `schemas/objects/`. */
export interface ObjectSchema {
	readonly required: readonly string[];
	readonly properties: Record<string, PropertySchema>;
	readonly 'x-crm': Pick<CrmObject, 'table' | 'label' | 'plural' | 'title'> &
		Partial<
			Pick<CrmObject, 'keys' | 'indexes' | 'search' | 'summary' | 'matchKeys' | 'scope' | 'timeline' | 'policy' | 'log' | 'appendOnly'>
		>;
}

const formats: Record<string, FieldType> = {
	uuid: 'reference',
	date: 'date',
	'date-time': 'dateTime',
	email: 'email',
	phone: 'phone',
	mobile: 'mobile',
	uscc: 'uscc',
	currency: 'currency',
};

function typeOf(schema: PropertySchema): FieldType {
	if (schema.enum) return 'option';
	if (schema.format === 'price') return 'price';
	if (schema['x-crm']?.money) return 'money';
	if (schema.type === 'array') return 'list';
	if (schema.type !== 'string') return schema.type as FieldType;
	if (schema.format) return formats[schema.format];
	return schema['x-crm']?.multiline ? 'longText' : 'text';
}

const titleCase = (name: string) => name.replace(/([A-Z])/g, ' $1').replace(/^./, (first) => first.toUpperCase());

function fieldOf(name: string, schema: PropertySchema, traits: { required: boolean; system: boolean }): Field {
	const crm = schema['x-crm'];
	const options: Option[] | undefined = schema.enum?.map((value) => ({
		value,
		label: crm?.options?.[value] ?? { en: value, 'zh-CN': value },
	}));
	return {
		name,
		type: name === 'id' ? 'id' : typeOf(schema),
		label: { en: crm?.label.en ?? titleCase(name), 'zh-CN': crm?.label['zh-CN'] ?? name },
		description: crm?.description,
		...traits,
		readOnly: crm?.readOnly ?? false,
		personal: crm?.personal ?? false,
		derived: crm?.derived ?? false,
		default: schema.default,
		example: schema.examples?.[0],
		options,
		ref: crm?.ref as ObjectName | undefined,
		onDelete: crm?.ref ? (crm.onDelete ?? 'restrict') : undefined,
		identity: crm?.identity,
		number: crm?.number,
		lifecycle: crm?.lifecycle,
		money: crm?.money,
		// Below zero a price would not sort as a text.
		minimum: schema.format === 'price' ? 0 : crm?.money ? schema.minimum : undefined,
		multiline: crm?.multiline ?? false,
		maxLength: schema.maxLength,
		items: schema.items?.properties && fieldsOf(schema.items.properties, schema.items.required ?? [], false),
	};
}

function fieldsOf(properties: Record<string, PropertySchema>, required: readonly string[], system: boolean): Field[] {
	return Object.entries(properties).map(([name, schema]) => fieldOf(name, schema, { required: required.includes(name), system }));
}

/** Builds the object from its schema; throws when the schema names a field or object that does not exist. */
export function objectOf(name: ObjectName, schema: ObjectSchema): CrmObject {
	const crm = schema['x-crm'];
	const fields = [
		...fieldsOf(recordSchema.properties as Record<string, PropertySchema>, [], true),
		...fieldsOf(schema.properties, schema.required, false),
	];
	const object: CrmObject = {
		name,
		label: crm.label,
		plural: crm.plural,
		table: crm.table,
		title: crm.title,
		fields,
		byName: new Map(fields.map((field) => [field.name, field])),
		keys: crm.keys ?? [],
		indexes: crm.indexes ?? [],
		search: crm.search ?? [],
		summary: crm.summary,
		matchKeys: crm.matchKeys ?? {},
		scope: crm.scope,
		timeline: crm.timeline,
		policy: crm.policy ?? false,
		log: crm.log ?? false,
		appendOnly: crm.appendOnly ?? false,
	};
	assertConsistent(object);
	return object;
}

function assertConsistent(object: CrmObject): void {
	const named = [
		object.title,
		...object.keys.flat(),
		...object.search,
		...(object.summary ?? []),
		...object.indexes.flat().filter((column) => !(column in object.matchKeys)),
		...Object.values(object.matchKeys).map((key) => key.field),
		...(object.scope ? Object.values(object.scope).flat() : []),
		...(object.timeline ? [object.timeline] : []),
	];
	for (const field of named) {
		if (!object.byName.has(field)) throw new Error(`schema ${object.name}: x-crm names the unknown field "${field}"`);
	}
	for (const field of object.fields) {
		if (field.ref && !(field.ref in objectSchemas)) throw new Error(`schema ${object.name}.${field.name}: unknown object "${field.ref}"`);
		if ((field.money || field.type === 'price') && object.byName.get(field.money ?? '')?.type !== 'currency')
			throw new Error(`schema ${object.name}.${field.name}: unknown field of a currency "${field.money ?? ''}"`);
	}
}

/** Objects of a CRM by name: those of the schema files alone, or those of one database with its custom fields. */
export interface Objects {
	readonly all: readonly CrmObject[];
	get(name: ObjectName): CrmObject;
	/** The fields of other objects that refer to `name`, with what happens to them when the record goes. */
	referring(name: ObjectName): Array<{ object: CrmObject; field: Field }>;
}

export function objectsOf(all: readonly CrmObject[]): Objects {
	const byName = new Map<string, CrmObject>(all.map((object) => [object.name, object]));
	return {
		all,
		get(name) {
			const object = byName.get(name);
			if (!object) throw new Error(`unknown object "${name}"`);
			return object;
		},
		referring: (name) => all.flatMap((object) => object.fields.filter((field) => field.ref === name).map((field) => ({ object, field }))),
	};
}

/** Every object of the CRM, built from `schemas/objects/`, without custom fields. */
export const objects: Objects = objectsOf(
	Object.entries(objectSchemas).map(([name, schema]) => objectOf(name as ObjectName, schema as unknown as ObjectSchema)),
);

/** The JSON Schema of an object, for validators and migrations. */
export const schemaOf = (name: ObjectName): ObjectSchema => objectSchemas[name] as unknown as ObjectSchema;
