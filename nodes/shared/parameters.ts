import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import type { Objects } from '../../core/schema/objects';
import type { Text } from '../../core/text';
import { badParameter, parameterError } from './errors';
import { filesOf, givenFile, givenFiles, type GivenFile, type NamedFile } from './files';

const hasExpression = (value: unknown): boolean => {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value === 'object' && value !== null) return Object.values(value).some(hasExpression);
	return false;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a number may be, its ends included. n8n's own minValue binds what is typed, not what an expression gives. */
export interface Range {
	readonly min: number;
	readonly max?: number;
}

/** One item's view of the node's parameters. Empty text counts as not given everywhere. */
export interface Parameters {
	/** The item's own data. */
	readonly json: IDataObject;
	/** IANA name of the workflow's time zone. */
	readonly timezone: string;
	/** The objects of the node's database, with its custom fields. */
	readonly objects: Objects;
	/** The resolved value at a path, or undefined. Throws CrmError when an expression fails. */
	value(path: string): unknown;
	/** What stands at a path as it was typed, an expression not resolved. */
	typed(path: string): unknown;
	text(path: string, label: Text): string | undefined;
	requiredText(path: string, label: Text): string;
	/** A number within a range; it may come as text from an expression. Throws CrmError for any other. */
	number(path: string, label: Text, range: Range): number | undefined;
	flag(path: string): boolean;
	/** A record's id from its resource locator. */
	locator(path: string, label: Text): string;
	/** The entries of a section of a fixed collection. */
	entries(path: string): ReadonlyArray<Readonly<Record<string, unknown>>>;
	/** The file in a binary field of the item, or of an earlier node by an expression. */
	file(path: string, label: Text): NamedFile;
	/** The files in the binary fields that a parameter names, separated by commas. */
	files(path: string, label: Text): readonly GivenFile[];
	/** Every file of the item. */
	allFiles(): readonly GivenFile[];
	/** A collection's values. */
	group(path: string): Readonly<Record<string, unknown>>;
}

/**
 * Reads the parameters of a node's items. Resolving costs n8n a walk of the whole value,
 * so what holds no expression is resolved once for all items.
 */
export class ParameterReader {
	private readonly fixed = new Map<string, unknown>();

	private readonly raw: INodeParameters;

	private readonly items: ReturnType<IExecuteFunctions['getInputData']>;

	private readonly timezone: string;

	constructor(
		readonly context: IExecuteFunctions,
		readonly objects: Objects,
	) {
		this.raw = context.getNode().parameters;
		this.items = context.getInputData();
		this.timezone = context.getTimezone();
	}

	at(item: number): Parameters {
		return new ItemParameters(this, { item, json: this.items[item].json, timezone: this.timezone });
	}

	typed(path: string): unknown {
		return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), this.raw);
	}

	/** The value at a path for one item; undefined when there is none. Throws CrmError when an expression fails. */
	resolve(path: string, item: number): unknown {
		if (this.fixed.has(path)) return this.fixed.get(path);
		const raw = this.typed(path);
		if (raw === undefined) return undefined;
		if (!hasExpression(raw)) {
			this.fixed.set(path, raw);
			return raw;
		}
		try {
			// n8n's own check stops at the first violation and repeats the value; the core reports all of them.
			return this.context.getNodeParameter(path, item, undefined, { skipValidation: true });
		} catch (cause) {
			throw parameterError(path, cause);
		}
	}
}

function scalarText(value: unknown, path: string, label: Text): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'object') {
		throw badParameter(label, path, { en: 'must be text, not a list or an object', 'zh-CN': '应为文本，不能是列表或对象' });
	}
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

/** What is wrong with a number that is outside a range. */
export function outOfRange({ min, max }: Range): Text {
	if (max === undefined) return { en: `must be ${min} or more`, 'zh-CN': `不能小于 ${min}` };
	return { en: `must be between ${min} and ${max}`, 'zh-CN': `应在 ${min} 到 ${max} 之间` };
}

/** The number that a parameter holds, or undefined. Throws CrmError for what is no number or outside the range. */
export function numberWithin(range: Range, value: unknown, path: string, label: Text): number | undefined {
	const text = scalarText(value, path, label);
	if (text === undefined) return undefined;
	const number = Number(text);
	if (!Number.isFinite(number)) throw badParameter(label, path, { en: 'must be a number', 'zh-CN': '应为数字' });
	if (number < range.min || number > (range.max ?? Infinity)) throw badParameter(label, path, outOfRange(range));
	return number;
}

const missing: Text = { en: 'is missing', 'zh-CN': '不能为空' };

function required<Value>(text: Value | undefined, path: string, label: Text): Value {
	if (text === undefined) throw badParameter(label, path, missing);
	return text;
}

/** A class, as methods made anew for each of ten thousand items would cost more than what they do. */
class ItemParameters implements Parameters {
	readonly json: IDataObject;

	readonly timezone: string;

	readonly objects: Objects;

	private readonly item: number;

	constructor(
		private readonly reader: ParameterReader,
		of: { item: number; json: IDataObject; timezone: string },
	) {
		this.item = of.item;
		this.json = of.json;
		this.timezone = of.timezone;
		this.objects = reader.objects;
	}

	value(path: string): unknown {
		return this.reader.resolve(path, this.item);
	}

	typed(path: string): unknown {
		return this.reader.typed(path);
	}

	text(path: string, label: Text): string | undefined {
		return scalarText(this.value(path), path, label);
	}

	requiredText(path: string, label: Text): string {
		return required(this.text(path, label), path, label);
	}

	number(path: string, label: Text, range: Range): number | undefined {
		return numberWithin(range, this.value(path), path, label);
	}

	flag(path: string): boolean {
		const value = this.value(path);
		return value === true || value === 'true';
	}

	locator(path: string, label: Text): string {
		const chosen = this.value(path);
		return required(scalarText(isRecord(chosen) ? chosen.value : chosen, path, label), path, label);
	}

	entries(path: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
		const entries = this.value(path);
		return Array.isArray(entries) ? entries.filter(isRecord) : [];
	}

	file(path: string, label: Text): NamedFile {
		return givenFile(this.reader.context, { item: this.item, value: this.value(path), label, path });
	}

	files(path: string, label: Text): readonly GivenFile[] {
		return givenFiles(this.reader.context, { item: this.item, value: this.value(path), label, path });
	}

	allFiles(): readonly GivenFile[] {
		return filesOf(this.reader.context, this.item);
	}

	group(path: string): Readonly<Record<string, unknown>> {
		const group = this.value(path);
		return isRecord(group) ? group : {};
	}
}
