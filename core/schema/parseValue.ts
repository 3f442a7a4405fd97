import { isBlank } from '../blank';
import { normaliseEmail } from '../normalise/email';
import { normalisePhone } from '../normalise/phone';
import { cleanText } from '../normalise/cleanText';
import { normaliseUscc } from '../normalise/uscc';
import { parseAmount, parseCurrency } from './amounts';
import { bad, fine, type Parsed } from './parsed';
import type { Field } from './types';

function parseText(field: Field, raw: unknown): Parsed {
	const value = typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : raw;
	if (typeof value !== 'string') return bad('must be a text', '必须是文本');
	// Cleaning shortens a text, but not to a quarter; what is longer is not even read.
	const { maxLength } = field;
	if (maxLength !== undefined && value.length > 4 * maxLength + 100)
		return bad(`is longer than ${maxLength} characters`, `超过 ${maxLength} 个字符`);
	return cleanText(value, { multiline: field.multiline });
}

function parseNumber(raw: unknown, integer: boolean): Parsed {
	const value = typeof raw === 'string' && /^\s*[-+]?\d+(\.\d+)?\s*$/.test(raw) ? Number(raw) : raw;
	if (typeof value !== 'number' || !Number.isFinite(value)) return bad('must be a number', '必须是数字');
	if (integer && !Number.isSafeInteger(value)) return bad('must be a whole number', '必须是整数');
	return fine(value);
}

const truths = new Map<unknown, boolean>([
	[true, true],
	[false, false],
	[1, true],
	[0, false],
	...['true', 'yes', '1', '是'].map((word) => [word, true] as const),
	...['false', 'no', '0', '否'].map((word) => [word, false] as const),
]);

function parseBoolean(raw: unknown): Parsed {
	const value = truths.get(typeof raw === 'string' ? raw.trim().toLowerCase() : raw);
	return value === undefined ? bad('must be true or false', '必须是“是”或“否”') : fine(value);
}

/** Date objects and Luxon's DateTime, which n8n expressions give, as ISO text. */
function isoText(raw: unknown): string | undefined {
	if (typeof raw === 'string') return raw.trim();
	if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? undefined : raw.toISOString();
	const luxon = raw as { toISO?: () => string | null } | null;
	return typeof luxon?.toISO === 'function' ? (luxon.toISO() ?? undefined) : undefined;
}

const dayPattern = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:[T ]\d{1,2}:\d{2}.*)?$/;

function parseDate(raw: unknown): Parsed {
	const match = dayPattern.exec(isoText(raw) ?? '');
	if (!match) return bad('must be a date such as 2026-03-01', '必须是日期，例如 2026-03-01');
	const [year, month, day] = match.slice(1).map(Number);
	const date = new Date(Date.UTC(year, month - 1, day));
	if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
		return bad('is a date that does not exist', '是不存在的日期');
	}
	return fine(date.toISOString().slice(0, 10));
}

const timePattern = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

const storedTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** All records of a batch may carry the same moment. */
let lastStoredTime = '';

/** True for a time that stands in its stored form already. A day that does not exist comes out as another one. */
function isStoredTime(iso: string): boolean {
	if (iso === lastStoredTime) return true;
	if (!storedTime.test(iso)) return false;
	const time = new Date(iso);
	if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) return false;
	lastStoredTime = iso;
	return true;
}

const dayAlone = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/;

/** True for a text that is a day without a time, in any spelling. */
export const isDayAlone = (raw: unknown): boolean => typeof raw === 'string' && dayAlone.test(raw.trim());

/** A time without a zone is UTC; a plain date is its first moment. */
function parseDateTime(raw: unknown): Parsed {
	const iso = isoText(raw);
	if (iso && isStoredTime(iso)) return fine(iso);
	if (isDayAlone(iso)) {
		const day = parseDate(iso);
		return day.ok ? fine(`${String(day.value)}T00:00:00.000Z`) : day;
	}
	if (!iso || !timePattern.test(iso))
		return bad('must be a time such as 2026-03-01T09:00:00+08:00', '必须是时间，例如 2026-03-01T09:00:00+08:00');
	const day = parseDate(iso.slice(0, 10));
	if (!day.ok) return day;
	const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`;
	const time = new Date(zoned.replace(' ', 'T'));
	return Number.isNaN(time.getTime()) ? bad('is a time that does not exist', '是不存在的时间') : fine(time.toISOString());
}

const optionValues = new WeakMap<Field, ReadonlyMap<string, string>>();

/** The values of an option field by all they may be called; where two are called the same, the first. */
function valuesOf(field: Field): ReadonlyMap<string, string> {
	let values = optionValues.get(field);
	if (!values) {
		const names = (field.options ?? []).flatMap(({ value, label }) =>
			[value, label.en, label['zh-CN']].map((name): [string, string] => [name.toLowerCase(), value]),
		);
		optionValues.set(field, (values = new Map(names.reverse())));
	}
	return values;
}

/** Takes the stored value, or the label a person sees in either language. */
function parseOption(field: Field, raw: unknown): Parsed {
	const value = typeof raw === 'string' ? valuesOf(field).get(raw.trim().toLowerCase()) : undefined;
	if (value !== undefined) return fine(value);
	return bad(
		`must be one of: ${field.options?.map(({ label }) => label.en).join(', ')}`,
		`必须是以下之一：${field.options?.map(({ label }) => label['zh-CN']).join('、')}`,
	);
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function parseId(raw: unknown): Parsed {
	const id = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
	return uuidPattern.test(id)
		? fine(id)
		: bad('must be a record id (36 characters, such as 0192f0c1-…)', '必须是记录 ID（36 个字符，如 0192f0c1-…）');
}

function parseItem(fields: readonly Field[], raw: unknown): Parsed {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return bad('must be an object', '必须是对象');
	const unknown = Object.keys(raw).find((key) => !fields.some((field) => field.name === key));
	if (unknown !== undefined) return bad(`has an unknown entry "${unknown.slice(0, 40)}"`, `含有未知项“${unknown.slice(0, 40)}”`);
	const item: Record<string, unknown> = {};
	for (const field of fields) {
		const value = (raw as Record<string, unknown>)[field.name];
		const parsed = parseValue(field, value);
		if (!parsed.ok) return bad(`${field.label.en} ${parsed.problem.en}`, `${field.label['zh-CN']}${parsed.problem['zh-CN']}`);
		if (parsed.value !== null) item[field.name] = parsed.value;
		else if (field.required) return bad(`${field.label.en} is required`, `${field.label['zh-CN']}为必填项`);
	}
	return fine(item);
}

function parseList(field: Field, raw: unknown): Parsed {
	if (!Array.isArray(raw)) return bad('must be a list', '必须是列表');
	if (raw.length > 1000) return bad('has more than 1,000 entries', '超过 1,000 项');
	const items = field.items;
	if (!items) return fine(raw);
	const values: unknown[] = [];
	for (const [index, entry] of raw.entries()) {
		const parsed = parseItem(items, entry);
		if (!parsed.ok) return bad(`entry ${index + 1}: ${parsed.problem.en}`, `第 ${index + 1} 项：${parsed.problem['zh-CN']}`);
		values.push(parsed.value);
	}
	return fine(values);
}

/**
 * Turns what a user or another node gave into the stored form of a field: trimmed text, E.164 phone, UTC ISO time,
 * option value. Absent and blank values are `null`. The problem never repeats the value.
 */
export function parseValue(field: Field, raw: unknown): Parsed {
	if (isBlank(raw)) return fine(null);
	switch (field.type) {
		case 'integer':
		case 'number':
			return parseNumber(raw, field.type === 'integer');
		case 'money':
		case 'price':
			return parseAmount(field, raw);
		case 'currency':
			return parseCurrency(raw);
		case 'boolean':
			return parseBoolean(raw);
		case 'date':
			return parseDate(raw);
		case 'dateTime':
			return parseDateTime(raw);
		case 'option':
			return parseOption(field, raw);
		case 'reference':
		case 'id':
			return parseId(raw);
		case 'list':
			return parseList(field, raw);
		default:
			return parseContactText(field, raw);
	}
}

function parseContactText(field: Field, raw: unknown): Parsed {
	const plain = parseText(field, raw);
	if (!plain.ok || plain.value === '') return plain.ok ? fine(null) : plain;
	const value = plain.value as string;
	if (field.type === 'email') return normaliseEmail(value);
	if (field.type === 'phone' || field.type === 'mobile') return normalisePhone(value, { mobile: field.type === 'mobile' });
	return field.type === 'uscc' ? normaliseUscc(value) : plain;
}
