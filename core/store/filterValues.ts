import { CrmError } from '../errors';
import { listEntries } from '../filter';
import { cleanText } from '../normalise/cleanText';
import { isAmount, wantedAmount } from '../schema/amounts';
import { parseValue } from '../schema/parseValue';
import type { Field } from '../schema/types';
import { text, type Text } from '../text';
import { columnType } from './tables';

const maxListed = 10_000;
/** Characters; SQLite refuses patterns over 50,000 bytes. */
const maxPattern = 1000;

/** A filter or sort that makes no sense. */
export const badQuery = (problem: Text, field?: string): CrmError =>
	new CrmError('ValidationFailed', problem, {
		hint: { en: 'Correct the filter or sort of this node.', 'zh-CN': '请修改节点的筛选或排序设置。' },
		field,
	});

/** A condition on `field` whose value is not one. */
export const badValue = ({ name, label }: Field, problem: Text): CrmError =>
	badQuery(text`${{ en: 'Filter on ', 'zh-CN': '筛选“' }}${label}${{ en: ': ', 'zh-CN': '”：' }}${problem}`, name);

const isNone: Text = { en: 'the value is empty; use "is empty"', 'zh-CN': '值为空，请使用“为空”' };

/** Its letters would depend on how an engine writes a number: 5 or 5.0. */
const isNoText: Text = {
	en: 'only texts contain or start with something; use "equals" or "is greater than"',
	'zh-CN': '只有文本可以使用“包含”和“开头是”，请改用“等于”“大于”等条件',
};

/** The stored form of a condition's value, which is read like an entered one. */
export function valueOf(field: Field, raw: unknown): unknown {
	const parsed = parseValue(field, raw);
	if (!parsed.ok) throw badValue(field, text`${{ en: 'the value ', 'zh-CN': '值' }}${parsed.problem}`);
	if (parsed.value === null) throw badValue(field, isNone);
	return isAmount(field.type) ? wantedAmount(field, parsed.value) : parsed.value;
}

/** The entries of a list that is not too long; not read yet. */
export function entriesOf(field: Field, raw: unknown): readonly unknown[] {
	const entries = listEntries(raw);
	if (entries.length > maxListed)
		throw badValue(field, { en: `a list may have ${maxListed} values`, 'zh-CN': `列表最多 ${maxListed} 个值` });
	return entries;
}

/** The stored form of all values of a list. */
export const valuesOf = (field: Field, raw: unknown): unknown[] => entriesOf(field, raw).map((entry) => valueOf(field, entry));

/** What a text must contain, with LIKE's own signs taken literally. Not read like an entered value: a part of a phone is none. */
export function patternOf(field: Field, raw: unknown): string {
	if (columnType(field) !== 'text' || isAmount(field.type)) throw badValue(field, isNoText);
	const given = typeof raw === 'number' ? String(raw) : raw;
	if (typeof given !== 'string') throw badValue(field, { en: 'the value must be a text', 'zh-CN': '值必须是文本' });
	const cleaned = cleanText(given, { multiline: true });
	if (!cleaned.ok) throw badValue(field, text`${{ en: 'the value ', 'zh-CN': '值' }}${cleaned.problem}`);
	if (cleaned.value === '') throw badValue(field, isNone);
	if (cleaned.value.length > maxPattern)
		throw badValue(field, {
			en: `the value is longer than ${maxPattern} characters`,
			'zh-CN': `值超过 ${maxPattern} 个字符`,
		});
	return cleaned.value.replace(/[\\%_]/g, '\\$&');
}
