import { momentsOf } from '../day';
import type { Condition, FilterGroup } from '../filter';
import { isDayAlone } from '../schema/parseValue';
import type { Field } from '../schema/types';
import { badValue, entriesOf, valueOf } from './filterValues';

/** Days that one filter may have: each is looked for on its zone's clocks, and becomes a comparison of its own. */
const maxDays = 200;

/** The days of one filter, where its caller is. */
export class Days {
	#count = 0;

	constructor(private readonly timeZone?: string) {}

	/** @throws CrmError for a day that does not exist, or when the filter has too many */
	momentsOf(field: Field, value: unknown): ReturnType<typeof momentsOf> {
		this.#count += 1;
		if (this.#count > maxDays)
			throw badValue(field, { en: `a filter may have ${maxDays} days`, 'zh-CN': `一个筛选最多 ${maxDays} 个日期` });
		return momentsOf(String(valueOf({ ...field, type: 'date' }, value)), this.timeZone);
	}
}

const all = (...conditions: Condition[]): FilterGroup => ({ match: 'all', conditions });
const any = (...conditions: Condition[]): FilterGroup => ({ match: 'any', conditions });

/**
 * What a condition means to a person: a day without a time is all of that day where the caller is, so that "up to
 * 21 November" holds what happened on it. A range becomes its two ends. Gives the same object when there is nothing to do.
 */
export function wholeDays(field: Field, condition: Condition, days: Days): Condition | FilterGroup {
	const { operator, value } = condition;
	if (operator === 'between') return rangeOf(field, value);
	if (field.type !== 'dateTime') return condition;
	if (operator === 'in' || operator === 'notIn') return listOf(field, condition);
	return isDayAlone(value) ? dayOf(field, condition, days) : condition;
}

function rangeOf({ name, type }: Field, value: unknown): FilterGroup {
	const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
	const endsWithDay = type === 'date' || (type === 'dateTime' && isDayAlone(to));
	return all(
		{ field: name, operator: 'greaterOrEqual', value: from },
		{ field: name, operator: endsWithDay ? 'lessOrEqual' : 'lessThan', value: to },
	);
}

function listOf(field: Field, condition: Condition): Condition | FilterGroup {
	const entries = entriesOf(field, condition.value);
	const days = entries.filter(isDayAlone);
	if (days.length === 0) return condition;
	const moments = { ...condition, value: entries.filter((entry) => !isDayAlone(entry)) };
	const each = (operator: Condition['operator']) => days.map((value) => ({ field: field.name, operator, value }));
	return condition.operator === 'in' ? any(moments, ...each('equals')) : all(moments, ...each('notEquals'));
}

function dayOf(field: Field, condition: Condition, days: Days): Condition | FilterGroup {
	const { from, end } = days.momentsOf(field, condition.value);
	const before = (value: string): Condition => ({ field: field.name, operator: 'lessThan', value });
	const since = (value: string): Condition => ({ field: field.name, operator: 'greaterOrEqual', value });
	switch (condition.operator) {
		case 'equals':
			return all(since(from), before(end));
		case 'notEquals':
			return any({ field: field.name, operator: 'isEmpty' }, before(from), since(end));
		case 'greaterThan':
			return since(end);
		case 'greaterOrEqual':
			return since(from);
		case 'lessThan':
			return before(from);
		case 'lessOrEqual':
			return before(end);
		default:
			return condition;
	}
}
