import type { ScorePart } from '../crm';
import { listEntries } from '../filter';
import type { ScoringModelRecord } from '../schema/generated/records';
import type { CrmObject } from '../schema/types';
import { text, type Text } from '../text';
import { recordValue, ruleValue } from './ruleValue';

export type FitRule = NonNullable<ScoringModelRecord['fitRules']>[number];

type Lead = Readonly<Record<string, unknown>>;

/** What an operator says of the record's value; the rule's value is left out, it may be a person's own. */
const PHRASES: Record<FitRule['operator'], Text> = {
	equals: { en: "equals the rule's value", 'zh-CN': '等于规则设定的值' },
	notEquals: { en: "differs from the rule's value", 'zh-CN': '不等于规则设定的值' },
	contains: { en: "contains the rule's value", 'zh-CN': '包含规则设定的值' },
	in: { en: "is one of the rule's values", 'zh-CN': '属于规则设定的值' },
	isSet: { en: 'is filled in', 'zh-CN': '已填写' },
	isEmpty: { en: 'is empty', 'zh-CN': '为空' },
	greaterThan: { en: "is greater than the rule's value", 'zh-CN': '大于规则设定的值' },
	lessThan: { en: "is less than the rule's value", 'zh-CN': '小于规则设定的值' },
};

const TESTS: Record<FitRule['operator'], (actual: string, expected: readonly string[]) => boolean> = {
	equals: (actual, [value]) => actual === value,
	// A blank is not the value either.
	notEquals: (actual, [value]) => actual !== value,
	contains: (actual, [value]) => actual.includes(value),
	in: (actual, values) => values.includes(actual),
	isSet: (actual) => actual !== '',
	isEmpty: (actual) => actual === '',
	greaterThan: (actual, [value]) => difference(actual, value) > 0,
	lessThan: (actual, [value]) => difference(actual, value) < 0,
};

/**
 * Makes a rule ready for many leads. The result gives the rule's line of a lead's score, or undefined where the
 * lead does not fit. Text is compared folded (case, width, spaces); numbers and dates by size. A rule that needs a
 * value and has none fits nobody.
 */
export function compileFitRule(rule: FitRule, fields: CrmObject['byName']): (lead: Lead) => ScorePart | undefined {
	const field = fields.get(rule.field);
	const typed = rule.operator === 'in' ? listEntries(rule.value) : [rule.value ?? ''];
	const expected = typed.map((value) => ruleValue(field, String(value))).filter((value) => value !== '');
	const needsValue = rule.operator !== 'isSet' && rule.operator !== 'isEmpty';
	if (rule.points === 0 || (needsValue && expected.length === 0)) return () => undefined;
	const label = field?.label ?? { en: rule.field, 'zh-CN': rule.field };
	const fits = text`${label}${{ en: ' ', 'zh-CN': '' }}${PHRASES[rule.operator]}`;
	const part: ScorePart = {
		kind: 'fit',
		rule: rule.name || `${rule.field} ${rule.operator}`,
		points: rule.points,
		reason: rule.name ? text`${rule.name}${{ en: ': ', 'zh-CN': '：' }}${fits}` : fits,
	};
	return (lead) => (TESTS[rule.operator](recordValue(lead, rule.field), expected) ? part : undefined);
}

/** Above 0 when `actual` is the greater; NaN when the two are not both numbers or both dates. */
function difference(actual: string, value: string): number {
	return sizeOf(actual, NUMBER, Number) - sizeOf(value, NUMBER, Number) || sizeOf(actual, DAY, dateOf) - sizeOf(value, DAY, dateOf);
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}/;
const dateOf = (folded: string) => Date.parse(folded.toUpperCase());

const sizeOf = (value: string, form: RegExp, read: (value: string) => number) => (form.test(value) ? read(value) : NaN);
