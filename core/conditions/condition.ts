import { isBlank } from '../blank';
import { decimalsOf } from '../currencies';
import { listEntries } from '../filter';
import { formatMoney, moneyOf } from '../money';
import { foldName } from '../normalise/names';
import { fitsCurrency, settleAmounts, wantedAmount } from '../schema/amounts';
import { parseValue } from '../schema/parseValue';
import type { CrmObject, Field } from '../schema/types';
import { text, type Locale, type Text } from '../text';
import type { PipelineRecord } from '../schema/generated/records';

/** What a field of a record must be: one line of a policy's conditions. */
export type Condition = NonNullable<PipelineRecord['stages'][number]['conditions']>[number];

type Values = Readonly<Record<string, unknown>>;
type Comparable = string | number | boolean;

const isText = ({ type }: Field) => type === 'text' || type === 'longText';

/** A value in the form in which it is compared: amounts by what they say, texts without case, width and spaces. */
function comparable(field: Field, raw: unknown): Comparable | undefined {
	const parsed = parseValue(field, raw);
	if (!parsed.ok || parsed.value === null) return undefined;
	if (field.type === 'money') return wantedAmount(field, parsed.value);
	return isText(field) ? foldName(String(parsed.value)) : (parsed.value as Comparable);
}

const tests: Readonly<Record<Condition['operator'], (own: Comparable, wanted: readonly Comparable[]) => boolean>> = {
	equals: (own, [value]) => own === value,
	notEquals: (own, [value]) => own !== value,
	contains: (own, [value]) => String(own).includes(String(value)),
	in: (own, values) => values.includes(own),
	isNotEmpty: () => true,
	isEmpty: () => false,
	greaterThan: (own, [value]) => own > value,
	greaterOrEqual: (own, [value]) => own >= value,
	lessThan: (own, [value]) => own < value,
	lessOrEqual: (own, [value]) => own <= value,
};

const whenBlank = new Set<Condition['operator']>(['isEmpty', 'notEquals']);
const needsNoValue = new Set<Condition['operator']>(['isEmpty', 'isNotEmpty']);

const wantedValues = ({ operator, value }: Condition): readonly unknown[] => (operator === 'in' ? listEntries(value) : [value]);

/** The field that a condition names, when the object has it and it is no list. */
export function namedField(object: CrmObject, name: string): Field | undefined {
	const field = object.byName.get(name);
	return field?.type === 'list' ? undefined : field;
}

function holds(field: Field, condition: Condition, record: Values): boolean {
	const own = comparable(field, record[field.name]);
	if (own === undefined) return whenBlank.has(condition.operator);
	const values = wantedValues(condition);
	// USD 10,000 is not reached by 10,000 yen; without a sign, the record's own currency is meant.
	if (field.money && !values.every((value) => fitsCurrency(value, record[field.money ?? '']))) return false;
	const wanted = values.map((value) => comparable(field, value));
	return tests[condition.operator](
		own,
		wanted.filter((value) => value !== undefined),
	);
}

const phrases: Readonly<Record<Condition['operator'], Text>> = {
	equals: { en: ' must be ', 'zh-CN': '必须为 ' },
	notEquals: { en: ' must not be ', 'zh-CN': '不能为 ' },
	contains: { en: ' must contain ', 'zh-CN': '必须包含 ' },
	in: { en: ' must be one of ', 'zh-CN': '必须属于 ' },
	isNotEmpty: { en: ' is needed', 'zh-CN': '为必填项' },
	isEmpty: { en: ' must be empty', 'zh-CN': '必须为空' },
	greaterThan: { en: ' must be more than ', 'zh-CN': '必须大于 ' },
	greaterOrEqual: { en: ' must be at least ', 'zh-CN': '不能小于 ' },
	lessThan: { en: ' must be less than ', 'zh-CN': '必须小于 ' },
	lessOrEqual: { en: ' must be at most ', 'zh-CN': '不能大于 ' },
};

/** What the rule wants, as people write it: an amount in the record's currency, an option by its label. */
function shown(field: Field, raw: unknown, { object, record, locale }: { object: CrmObject; record: Values; locale: Locale }): string {
	const option = field.options?.find(({ value }) => value === comparable(field, raw));
	if (option) return option.label[locale];
	const fields: Record<string, unknown> = { [field.name]: raw, [field.money ?? '']: record[field.money ?? ''] };
	if (field.type !== 'money' || decimalsOf(record[field.money ?? '']) === undefined || settleAmounts(object, fields).length > 0)
		return String(raw);
	return formatMoney(moneyOf(String(fields[field.name]), String(record[field.money ?? ''])), locale);
}

/** Whether a record fulfils a condition; one on a field that the object no longer has is fulfilled by none. */
export function isFulfilled(object: CrmObject, condition: Condition, record: Values): boolean {
	const field = namedField(object, condition.field);
	return field !== undefined && holds(field, condition, record);
}

/** What a condition demands of a record that does not fulfil it; undefined when it does, or when there is no such field any more. */
export function unfulfilled(object: CrmObject, condition: Condition, record: Values): Text | undefined {
	const field = namedField(object, condition.field);
	if (!field || holds(field, condition, record)) return undefined;
	if (needsNoValue.has(condition.operator)) return phrases[condition.operator];
	const values = (locale: Locale) =>
		wantedValues(condition)
			.map((value) => shown(field, value, { object, record, locale }))
			.join(locale === 'en' ? ', ' : '、');
	return text`${phrases[condition.operator]}${{ en: values('en'), 'zh-CN': values('zh-CN') }}`;
}

function notOf({ label }: CrmObject): Text {
	const name = label.en.toLowerCase();
	return { en: `is not a field of ${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`, 'zh-CN': `不是${label['zh-CN']}的字段` };
}

/** What is wrong with a condition itself: an unknown field, or a value that its field cannot have. */
export function conditionProblem(
	object: CrmObject,
	condition: Condition,
): { part: 'field' | 'operator' | 'value'; message: Text } | undefined {
	const field = namedField(object, condition.field);
	if (!field) return { part: 'field', message: notOf(object) };
	if (condition.operator === 'contains' && !isText(field))
		return { part: 'operator', message: { en: 'is for texts only', 'zh-CN': '仅适用于文本字段' } };
	if (needsNoValue.has(condition.operator)) return undefined;
	const values = wantedValues(condition);
	const problem: Text = { en: 'is needed', 'zh-CN': '为必填项' };
	if (values.length === 0 || values.some(isBlank)) return { part: 'value', message: problem };
	for (const value of values) {
		const parsed = parseValue(field, value);
		if (!parsed.ok) return { part: 'value', message: parsed.problem };
	}
	return undefined;
}
