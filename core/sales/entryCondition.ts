import { isBlank } from '../blank';
import { decimalsOf } from '../currencies';
import { listEntries } from '../filter';
import { formatMoney, moneyOf } from '../money';
import { foldName } from '../normalise/names';
import { fitsCurrency, settleAmounts, wantedAmount } from '../schema/amounts';
import { parseValue } from '../schema/parseValue';
import type { CrmObject, Field } from '../schema/types';
import { text, type Locale, type Text } from '../text';
import type { Stage } from './pipelines';

export type EntryCondition = NonNullable<Stage['conditions']>[number];

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

const tests: Readonly<Record<EntryCondition['operator'], (own: Comparable, wanted: readonly Comparable[]) => boolean>> = {
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

const whenBlank = new Set<EntryCondition['operator']>(['isEmpty', 'notEquals']);
const needsNoValue = new Set<EntryCondition['operator']>(['isEmpty', 'isNotEmpty']);

const wantedValues = ({ operator, value }: EntryCondition): readonly unknown[] => (operator === 'in' ? listEntries(value) : [value]);

/** The field that a stage names, when an opportunity has it and it is no list. */
export function namedField(opportunity: CrmObject, name: string): Field | undefined {
	const field = opportunity.byName.get(name);
	return field?.type === 'list' ? undefined : field;
}

function holds(field: Field, condition: EntryCondition, record: Values): boolean {
	const own = comparable(field, record[field.name]);
	if (own === undefined) return whenBlank.has(condition.operator);
	const values = wantedValues(condition);
	// USD 10,000 is not reached by 10,000 yen; without a sign, the opportunity's own currency is meant.
	if (field.money && !values.every((value) => fitsCurrency(value, record[field.money ?? '']))) return false;
	const wanted = values.map((value) => comparable(field, value));
	return tests[condition.operator](
		own,
		wanted.filter((value) => value !== undefined),
	);
}

const phrases: Readonly<Record<EntryCondition['operator'], Text>> = {
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

/** What the rule wants, as people write it: an amount in the opportunity's currency, an option by its label. */
function shown(
	field: Field,
	raw: unknown,
	{ opportunity, record, locale }: { opportunity: CrmObject; record: Values; locale: Locale },
): string {
	const option = field.options?.find(({ value }) => value === comparable(field, raw));
	if (option) return option.label[locale];
	const fields: Record<string, unknown> = { [field.name]: raw, [field.money ?? '']: record[field.money ?? ''] };
	if (field.type !== 'money' || decimalsOf(record[field.money ?? '']) === undefined || settleAmounts(opportunity, fields).length > 0)
		return String(raw);
	return formatMoney(moneyOf(String(fields[field.name]), String(record[field.money ?? ''])), locale);
}

/** What a condition demands of an opportunity that does not fulfil it; undefined when it does. */
export function unfulfilled(opportunity: CrmObject, condition: EntryCondition, record: Values): Text | undefined {
	const field = namedField(opportunity, condition.field);
	if (!field || holds(field, condition, record)) return undefined;
	if (needsNoValue.has(condition.operator)) return phrases[condition.operator];
	const values = (locale: Locale) =>
		wantedValues(condition)
			.map((value) => shown(field, value, { opportunity, record, locale }))
			.join(locale === 'en' ? ', ' : '、');
	return text`${phrases[condition.operator]}${{ en: values('en'), 'zh-CN': values('zh-CN') }}`;
}

/** What is wrong with a condition itself: an unknown field, or a value that its field cannot have. */
export function conditionProblem(
	opportunity: CrmObject,
	condition: EntryCondition,
): { part: 'field' | 'operator' | 'value'; message: Text } | undefined {
	const field = namedField(opportunity, condition.field);
	if (!field) return { part: 'field', message: { en: 'is not a field of an opportunity', 'zh-CN': '不是商机的字段' } };
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
