import { addWorkingTime, shownAt, subtractWorkingTime, type WorkingCalendar } from '../calendar';
import type { FrozenStep } from './approvalRecords';

/** When a step is to be decided, and when its approvers are reminded; UTC ISO. */
export interface StepTimes {
	readonly dueAt: string | null;
	readonly remindAt: string | null;
}

/** The times of a step that begins now, in the company's working time; of a year without known holidays, by its weekdays. */
export function timesOf({ deadlineAmount, deadlineUnit, remindAmount }: FrozenStep, calendar: WorkingCalendar, now: string): StepTimes {
	if (!deadlineAmount) return { dueAt: null, remindAt: null };
	const delay = { unit: deadlineUnit ?? 'hours', amount: deadlineAmount };
	const dueAt = addWorkingTime(calendar, { from: now, delay }, 'weekdays').at;
	const remindAt = remindAmount ? subtractWorkingTime(calendar, dueAt, remindAmount) : null;
	// Longer before the end than the step takes: nobody is reminded of what they have just been told.
	return { dueAt, remindAt: remindAt !== null && remindAt > now ? remindAt : null };
}

const zone = 'Asia/Shanghai';

/** A time as people read it where the company is: 2026-03-01 10:00. */
export function shownTime(at: string, timeZone = zone): string {
	const { day, minutes } = shownAt(Date.parse(at), timeZone);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
