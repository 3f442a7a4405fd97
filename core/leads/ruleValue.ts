import { foldName } from '../normalise/names';
import type { Field } from '../schema/types';

/**
 * The folded form of a value as someone typed it into a rule. For an option field both the stored value and its
 * label in either language mean the same: exhibition, Exhibition, 展会.
 */
export function ruleValue(field: Field | undefined, typed: string): string {
	const folded = foldName(typed);
	const option = field?.options?.find(({ value, label }) => [value, label.en, label['zh-CN']].some((form) => foldName(form) === folded));
	return option ? foldName(option.value) : folded;
}

/** A record's value in the form that {@link ruleValue} is compared with; blank is ''. */
export function recordValue(record: Readonly<Record<string, unknown>>, field: string): string {
	const value = Object.hasOwn(record, field) ? record[field] : undefined;
	if (typeof value === 'string') return foldName(value);
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
