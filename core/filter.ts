/** How a condition compares a field with its value. */
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
	/** Half-open range: `value` = [from, to), each an ISO date or time. */
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
