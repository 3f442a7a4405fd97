import type { FieldType as MapperType, ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import { isBlank } from '../../core/blank';
import { matchersOf } from '../../core/records';
import { numberFormOf } from '../../core/schema/numbers';
import type { CrmObject, Field, FieldType, ObjectName } from '../../core/schema/types';
import { text, type Locale, type Text } from '../../core/text';
import { editorObjects } from './editor';
import { instanceLocale } from './locale';
import type { Parameters } from './parameters';
import type { PropertySpec } from './property';
import { referenceChoices, type Choices, type References } from './referenceOptions';
import { toStoredTime } from './time';

/** Name of the mapper parameter in every action that has one. */
const mapperName = 'fields';

type Purpose = 'create' | 'update' | 'upsert';

const mapperTypes: Partial<Record<FieldType, MapperType>> = {
	integer: 'number',
	number: 'number',
	boolean: 'boolean',
	date: 'dateTime',
	dateTime: 'dateTime',
	list: 'array',
};

function newMapper(purpose: Purpose): PropertySpec {
	return {
		displayName: { en: 'Fields', 'zh-CN': '字段' },
		name: mapperName,
		type: 'resourceMapper',
		default: {
			mappingMode: 'defineBelow',
			value: null,
			matchingColumns: [],
			schema: [],
			attemptToConvertTypes: false,
			convertFieldsToString: false,
		},
		required: true,
		noDataExpression: true,
		typeOptions: {
			// Not the database: n8n empties the whole form when one of these changes, and moving a workflow to another
			// database would cost everything that was filled in. The fields follow at the next opening, see below.
			loadOptionsDependsOn: ['resource', 'operation'],
			resourceMapper: {
				resourceMapperMethod: 'objectFields',
				mode: purpose === 'upsert' ? 'upsert' : 'add',
				valuesLabel: { en: purpose === 'update' ? 'Values to Update' : 'Values to Send', 'zh-CN': '要写入的值' },
				fieldWords: { singular: { en: 'field', 'zh-CN': '字段' }, plural: { en: 'fields', 'zh-CN': '字段' } },
				addAllFields: purpose !== 'update',
				multiKeyMatch: true,
				supportAutoMap: true,
				// The editor saves the lists of people with the node and does not compare them. Fields without `readOnly`
				// count as incomplete to it, so that with this it fetches them at each opening.
				refreshIncompleteSchemaOnOpen: true,
				...(purpose === 'upsert' && { matchingFieldsLabels: matchingLabels }),
			},
		},
	};
}

const matchingLabels: Record<string, Text> = {
	title: { en: 'Fields to Match On', 'zh-CN': '匹配字段' },
	description: {
		en: 'The fields that tell whether the record exists already: one of its unique keys, its ID, a phone number or an email, or a name',
		'zh-CN': '用于判断记录是否已存在的字段：唯一键、ID、电话或邮箱，或名称',
	},
};

/** The field form of Create, of Update and of Create or Update; one each, shared by all objects. */
export const createMapper = newMapper('create');
export const updateMapper = newMapper('update');
export const upsertMapper = newMapper('upsert');

/** Shown at once in the form; the other fields wait behind "Add field". */
const prominent = ({ title, search }: CrmObject, field: Field) => field.required || field.name === title || search.includes(field.name);

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** How a form shows its fields. */
interface Form {
	readonly purpose: Purpose;
	readonly locale: Locale;
	readonly choices: Choices;
	/** Whether references take ids and no numbers. */
	readonly idsOnly?: boolean;
}

/** n8n's form shows no description of a field: the label says what a reference without a list asks for, and is short, as it is cut. */
const idLabel = ({ label, ref }: Field, idsOnly = false): Text =>
	ref && numberFormOf(ref) && !idsOnly ? text`${label}${{ en: ' (ID or Number)', 'zh-CN': '（ID 或编号）' }}` : text`${label} ID`;

const optionsOf = ({ options }: Field, locale: Locale) => options?.map(({ value, label }) => ({ name: label[locale], value }));

export function toMapperField(object: CrmObject, field: Field, { purpose, locale, choices, idsOnly }: Form): ResourceMapperField {
	const firstKey = object.keys.find((key) => key.every((name) => !object.byName.get(name)?.readOnly)) ?? ['id'];
	const matchable = matchersOf(object).some(({ fields }) => fields.includes(field.name));
	const listed = field.ref && choices.get(field.ref);
	const options = listed?.length ? listed : optionsOf(field, locale);
	return {
		id: field.name,
		displayName: (field.ref && !options ? idLabel(field, idsOnly) : field.label)[locale],
		type: options ? 'options' : (mapperTypes[field.type] ?? 'string'),
		required: field.required && purpose !== 'update',
		display: true,
		defaultMatch: purpose === 'upsert' && firstKey.includes(field.name),
		canBeUsedToMatch: purpose === 'upsert' && matchable,
		removed: purpose === 'update' || !prominent(object, field),
		...(purpose === 'create' && isScalar(field.default) && { defaultValue: field.default }),
		...(options && { options }),
	};
}

/** The fields a user may fill in, and for Create or Update also those only a match can use. */
function fieldsToMap(object: CrmObject, purpose: Purpose): Field[] {
	const keys = new Set(purpose === 'upsert' ? ['id', ...object.keys.flat()] : []);
	return object.fields.filter((field) => keys.has(field.name) || (!field.readOnly && !field.system));
}

/** What some fields refer to, with what the node has in them now. */
function referencesOf(fields: readonly Field[], mapped: unknown): References {
	const values = new Map<string, unknown>(Object.entries(mapped ?? {}));
	const references = new Map<ObjectName, unknown[]>();
	for (const { name, ref } of fields) {
		if (ref) references.set(ref, [...(references.get(ref) ?? []), values.get(name)]);
	}
	return references;
}

/** What the references of some fields can point at. The form opens without a database too; there, ids are typed. */
export async function choicesFor(
	context: ILoadOptionsFunctions,
	fields: readonly Field[],
	{ locale, mapper = mapperName }: { locale: Locale; mapper?: string },
): Promise<Choices> {
	try {
		return await referenceChoices(context, referencesOf(fields, context.getCurrentNodeParameter(`${mapper}.value`)), locale);
	} catch (cause) {
		context.logger.warn('The CRM cannot list users and teams for a field form', { cause });
		return new Map();
	}
}

const purposes: Record<string, Purpose> = { update: 'update', upsert: 'upsert' };

/** n8n's `methods.resourceMapping`: the fields of the resource chosen in the node. */
export const resourceMappingMethods = {
	async objectFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const object = (await editorObjects(this)).get(String(this.getCurrentNodeParameter('resource')) as ObjectName);
		const operation = String(this.getCurrentNodeParameter('operation'));
		const purpose = purposes[operation] ?? 'create';
		const fields = fieldsToMap(object, purpose);
		const locale = instanceLocale();
		const form = { purpose, locale, choices: await choicesFor(this, fields, { locale }), idsOnly: operation === 'capture' };
		return { fields: fields.map((field) => toMapperField(object, field, form)) };
	},
};

/** What was mapped: the form's values, or in automatic mode the item's own data without what the product itself sets. */
function mappedValues(parameter: Parameters, object: CrmObject): ReadonlyArray<readonly [string, unknown]> {
	if (parameter.value(`${mapperName}.mappingMode`) === 'autoMapInputData') {
		const setByProduct = (name: string) => {
			const field = object.byName.get(name);
			return field !== undefined && (field.readOnly || field.system);
		};
		return Object.entries(parameter.json).filter(([name]) => !setByProduct(name) || readMatchOn(parameter).includes(name));
	}
	return Object.entries(parameter.group(`${mapperName}.value`));
}

/**
 * The mapped fields of an item. A blank value is a field not given, so that an empty form field never erases data;
 * Update has an option of its own for that.
 */
export function readFields(parameter: Parameters, name: ObjectName): Record<string, unknown> {
	const object = parameter.objects.get(name);
	return storedValues(parameter, object, mappedValues(parameter, object));
}

/** Values as they are stored, without blank ones. */
export function storedValues(
	parameter: Parameters,
	object: CrmObject,
	values: ReadonlyArray<readonly [string, unknown]>,
): Record<string, unknown> {
	const given = values.filter(([, value]) => !isBlank(value));
	// fromEntries defines own properties: a key such as __proto__ stays plain data.
	return Object.fromEntries(
		given.map(([key, value]) => {
			const field = object.byName.get(key);
			return [key, field ? toStoredTime(value, field.type, parameter.timezone) : value];
		}),
	);
}

/** Whether the form maps fields one by one and none was added. */
export function hasNoFields(parameter: Parameters): boolean {
	const added = parameter.value(`${mapperName}.value`);
	return parameter.value(`${mapperName}.mappingMode`) === 'defineBelow' && Object.keys((added ?? {}) as object).length === 0;
}

/** The fields chosen to match on. */
export function readMatchOn(parameter: Parameters): string[] {
	const chosen = parameter.value(`${mapperName}.matchingColumns`);
	return Array.isArray(chosen) ? chosen.map(String) : [];
}
