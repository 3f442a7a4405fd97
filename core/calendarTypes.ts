import type { Input, Outcome } from './context';
import type { CrmRecord, FieldsInput } from './recordTypes';
import type { ObjectName } from './schema/types';

/** How long to wait in working time; `nextDay`: until a time, such as 10:00, of the next working day. */
export type WorkingDelay =
	{ readonly unit: 'minutes' | 'hours' | 'days'; readonly amount: number } | { readonly unit: 'nextDay'; readonly at: string };

export interface WorkingTimeInput extends Input {
	/** UTC ISO; default: now. */
	readonly from?: string;
	readonly delay: WorkingDelay;
	/** Name or ID of a holiday calendar. Default: that of the team of the record's owner, then the company's. */
	readonly calendar?: string;
	readonly object?: ObjectName;
	readonly recordId?: string;
	/** Goes by the weekdays in a year of which nobody has said which days are off, instead of refusing. */
	readonly byWeekdays?: boolean;
}

export interface WorkingTime {
	/** UTC ISO. */
	readonly at: string;
	/** Name of the calendar; empty for the built-in one: Monday to Friday, 9 to 18, with China's holidays. */
	readonly calendar: string;
	/** Years on the way of which nobody has said which days are off. */
	readonly unknownYears: readonly number[];
}

/** Working hours, holidays and make-up days. */
export interface Calendars {
	/** Makes or changes the holiday calendar of that name. */
	define(inputs: readonly FieldsInput[]): Promise<Array<Outcome<CrmRecord>>>;
	/** A moment so much working time later. */
	addWorkingTime(inputs: readonly WorkingTimeInput[]): Promise<Array<Outcome<WorkingTime>>>;
}
