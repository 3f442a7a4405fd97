import { isBlank } from './blank';

/** How a condition compares a field with its value. A day without a time means all of it, in the caller's time zone. */
export type Operator =
	| 'equals'
	| 'notEquals'
	| 'contains'
	| 'startsWith'
	| 'in'
	| 'notIn'
	| 'isEmpty'
	| 'isNotEmpty'
	| 'greaterThan'
	| 'greaterOrEqual'
	| 'lessThan'
	| 'lessOrEqual'
	/** `value` = [from, to]: from the first up to, not including, the second; a second that is a day is included whole. */
	| 'between';

export interface Condition {
	readonly field: string;
	readonly operator: Operator;
	/** A scalar; a list for in / notIn; a pair for between; absent for isEmpty / isNotEmpty. */
	readonly value?: unknown;
}

/** Conditions joined by all (AND) or any (OR); groups may stand in groups, to a depth of 5 and 100 conditions in all. */
export interface FilterGroup {
	readonly match: 'all' | 'any';
	readonly conditions: ReadonlyArray<Condition | FilterGroup>;
}

export interface SortKey {
	readonly field: string;
	readonly direction: 'asc' | 'desc';
}

/** The entries of a list that is given as one, or as a text with commas of any width or line ends. */
export function listEntries(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value === 'string') return value.split(/[,，、\n]/).filter((part) => !isBlank(part));
	return isBlank(value) ? [] : [value];
}
