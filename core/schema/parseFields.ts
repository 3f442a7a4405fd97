import type { ErrorObject, ValidateFunction } from 'ajv';
import { CrmError, type Problem } from '../errors';
import type { Text } from '../text';
import { settleAmounts } from './amounts';
import { badReference } from './numbers';
import { objects, schemaOf } from './objects';
import { parseValue } from './parseValue';
import type { CrmObject, Field, ObjectName } from './types';

export interface ParsedFields {
	/** Stored form of every field that was given; `null` clears one. */
	readonly fields: Record<string, unknown>;
	readonly problems: readonly Problem[];
}

export interface ParseOptions {
	/** Creating: required fields must be there and defaults are filled in. */
	readonly mode: 'create' | 'update';
	/** Fields that only the product sets and this caller may. */
	readonly allowReadOnly?: ReadonlySet<string>;
	/** Of a caller that takes no numbers in place of ids. */
	readonly idsOnly?: boolean;
}

const validators = new Map<ObjectName, ValidateFunction>();

/** Checks what JSON Schema says beyond the type: lengths, patterns, ranges. Ajv loads on first use and compiles once per object. */
function validatorOf(name: ObjectName): ValidateFunction {
	let validator = validators.get(name);
	if (!validator) {
		const { default: Ajv } = require('ajv/dist/2020') as typeof import('ajv/dist/2020');
		const ajv = new Ajv({
			allErrors: true,
			strict: false,
			validateFormats: false,
			validateSchema: false,
			meta: false,
			keywords: ['x-crm'],
			// Tidier code would cost the first execution 15 ms more and runs no faster.
			code: { optimize: false },
			// Errors come with the schema they are about, which has an example.
			verbose: true,
		});
		const properties = Object.entries(schemaOf(name).properties).map(([field, schema]) =>
			// Entered amounts are texts and checked where they are read; the schema says how they are stored.
			schema['x-crm']?.money ? ([field, { type: 'string' }] as const) : ([field, schema] as const),
		);
		const schema = { ...schemaOf(name), properties: Object.fromEntries(properties) };
		validator = ajv.compile({ ...schema, required: [], $schema: undefined, $id: undefined });
		validators.set(name, validator);
	}
	return validator;
}

const tooLong = (limit: number | undefined): Text => ({ en: `is longer than ${limit} characters`, 'zh-CN': `超过 ${limit} 个字符` });

const misshapen = (example: string | undefined): Text =>
	example === undefined
		? { en: 'is not in the expected form', 'zh-CN': '格式不正确' }
		: { en: `must look like ${example}`, 'zh-CN': `格式应如 ${example}` };

function explain(error: ErrorObject): Text {
	const limit = (error.params as { limit?: number }).limit;
	switch (error.keyword) {
		case 'maxLength':
			return tooLong(limit);
		case 'minLength':
			return { en: `is shorter than ${limit} characters`, 'zh-CN': `少于 ${limit} 个字符` };
		case 'minimum':
			return { en: `must be ${limit} or more`, 'zh-CN': `不能小于 ${limit}` };
		case 'maximum':
			return { en: `must be ${limit} or less`, 'zh-CN': `不能大于 ${limit}` };
		case 'exclusiveMinimum':
			return { en: `must be more than ${limit}`, 'zh-CN': `必须大于 ${limit}` };
		case 'maxItems':
			return { en: `has more than ${limit} entries`, 'zh-CN': `超过 ${limit} 项` };
		case 'minItems':
			return { en: `needs at least ${limit} entries`, 'zh-CN': `至少需要 ${limit} 项` };
		default:
			return misshapen((error.parentSchema as { examples?: readonly string[] } | undefined)?.examples?.[0]);
	}
}

/** The field of an Ajv error, with the place inside a list: `fitRules[2].points`. */
const placeOf = (error: ErrorObject): string =>
	error.instancePath
		.slice(1)
		.replace(/\/(\d+)/g, '[$1]')
		.replace(/\//g, '.');

/** Parses and checks the given fields against the object's schema. Finds every problem, not only the first. */
export function parseFields(object: CrmObject, raw: Readonly<Record<string, unknown>>, options: ParseOptions): ParsedFields {
	const fields: Record<string, unknown> = {};
	const problems: Problem[] = [];
	for (const name of Object.keys(raw)) {
		const field = object.byName.get(name);
		if (!field) {
			problems.push({ field: name.slice(0, 64), message: { en: 'is not a field of this object', 'zh-CN': '不是该对象的字段' } });
		} else if ((field.system || field.readOnly) && !options.allowReadOnly?.has(name)) {
			problems.push({ field: name, message: { en: 'is set by the CRM and cannot be entered', 'zh-CN': '由系统维护，不能填写' } });
		} else {
			const parsed = parseValue(field, raw[name]);
			if (parsed.ok) fields[name] = parsed.value;
			else {
				const unknown = options.idsOnly ? undefined : badReference(field, raw[name]);
				problems.push({ field: name, message: unknown ?? parsed.problem });
			}
		}
	}
	completeFields(object, { fields, problems, mode: options.mode });
	problems.push(...settleAmounts(object, fields));
	problems.push(...schemaProblems(object, fields));
	return { fields, problems };
}

const needed: Text = { en: 'is required', 'zh-CN': '为必填项' };

/** The problem of a required field without a value. */
export const missing = (field: string): Problem => ({ field, message: needed });

export const isMissing = ({ message }: Problem): boolean => message === needed;

const completed = new WeakMap<CrmObject, readonly Field[]>();

/** The few fields that must be there or have a default. */
function completedFields(object: CrmObject): readonly Field[] {
	let list = completed.get(object);
	if (!list) completed.set(object, (list = object.fields.filter((field) => field.required || field.default !== undefined)));
	return list;
}

function completeFields(
	object: CrmObject,
	parsed: { fields: Record<string, unknown>; problems: Problem[]; mode: ParseOptions['mode'] },
): void {
	const { fields, problems, mode } = parsed;
	for (const field of completedFields(object)) {
		const given = field.name in fields;
		if (mode === 'create' && (!given || fields[field.name] === null) && field.default !== undefined) fields[field.name] = field.default;
		const blank = given ? fields[field.name] === null : mode === 'create';
		if (field.required && blank && !problems.some((problem) => problem.field === field.name) && fields[field.name] == null)
			problems.push(missing(field.name));
	}
}

function schemaProblems(object: CrmObject, fields: Record<string, unknown>): Problem[] {
	const present: Record<string, unknown> = {};
	const problems: Problem[] = [];
	for (const name of Object.keys(fields)) {
		const field = object.byName.get(name);
		if (fields[name] === null || field?.system) continue;
		if (field?.custom === undefined) present[name] = fields[name];
		else if (isTooLong(field, fields[name])) problems.push({ field: name, message: tooLong(field.maxLength) });
	}
	const validate = validatorOf(object.name);
	if (!validate(present)) problems.push(...(validate.errors ?? []).map((error) => ({ field: placeOf(error), message: explain(error) })));
	return problems;
}

/** JSON Schema's own rule, which counts characters (code points), for a field that stands in no schema. */
const isTooLong = ({ maxLength = Infinity }: Field, value: unknown): boolean =>
	typeof value === 'string' && value.length > maxLength && [...value].length > maxLength;

/** The error of an input with problems; one sentence names every field. */
export function validationFailed(object: CrmObject, problems: readonly Problem[]): CrmError {
	const line = (locale: keyof Text) =>
		problems
			.map(({ field, place, message }) => {
				const label = (place ?? object.byName.get(field)?.label)?.[locale];
				return locale === 'en' ? `${label ?? field} ${message.en}` : `${label ?? field}：${message['zh-CN']}`;
			})
			.join(locale === 'en' ? '; ' : '；');
	return new CrmError(
		'ValidationFailed',
		{ en: `${object.label.en}: ${line('en')}`, 'zh-CN': `${object.label['zh-CN']}：${line('zh-CN')}` },
		{
			hint: { en: 'Correct the named fields of this item and run the node again.', 'zh-CN': '请修改该条数据中指出的字段后重新运行。' },
			field: problems[0]?.field,
			problems,
		},
	);
}

/** True when the object of that name exists; narrows user input. */
export const isObjectName = (name: string): name is ObjectName => objects.all.some((object) => object.name === name);
