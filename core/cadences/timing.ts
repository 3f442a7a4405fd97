import { addWorkingTime, dayAfter, minutesOf, momentOf, shownAt, type WorkingCalendar } from '../calendar';
import type { CadenceRecord } from '../schema/generated/records';
import type { Step } from './steps';

const minute = 60_000;

/** The longest delays: a year. */
export const longestDelay = { minutes: 366 * 24 * 60, hours: 366 * 24, days: 366, workingHours: 366 * 24, workingDays: 366 } as const;

type Unit = keyof typeof longestDelay;

/** Days that are looked at for one on which messages go out. */
const farthest = 400;

export type Window = Pick<CadenceRecord, 'window' | 'sendFrom' | 'sendUntil' | 'workingDaysOnly'>;

const working = (calendar: WorkingCalendar, from: number, unit: 'minutes' | 'hours' | 'days', amount: number): number =>
	Date.parse(addWorkingTime(calendar, { from: new Date(from).toISOString(), delay: { unit, amount } }, 'weekdays').at);

/** So much later; days keep the time of the day by the calendar's clocks. */
function later(from: number, unit: Unit, amount: number, calendar: WorkingCalendar): number {
	if (amount === 0) return from;
	if (unit === 'minutes') return from + amount * minute;
	if (unit === 'hours') return from + amount * 60 * minute;
	if (unit === 'workingHours') return working(calendar, from, 'hours', amount);
	if (unit === 'workingDays') return working(calendar, from, 'days', amount);
	const { day, minutes } = shownAt(from, calendar.timeZone);
	return momentOf(dayAfter(day, amount), minutes, calendar.timeZone) + (from % minute);
}

/** A time of the day that the delay leads to: of that day where whole days were waited, else the next time it comes. */
function atTimeOf(at: number, step: Step, calendar: WorkingCalendar): number {
	const { atTime, delay = 0, delayUnit } = step;
	if (!atTime) return at;
	const { day } = shownAt(at, calendar.timeZone);
	const then = momentOf(day, minutesOf(atTime), calendar.timeZone);
	const wholeDays = delay > 0 && (delayUnit === 'days' || delayUnit === 'workingDays');
	return wholeDays || then >= at ? then : momentOf(dayAfter(day), minutesOf(atTime), calendar.timeZone);
}

/** The first moment from `at` on at which a cadence's messages go out. */
export function windowOpening(at: number, window: Window, calendar: WorkingCalendar): number {
	if (window.window === 'always') return at;
	if (window.window !== 'hours') return working(calendar, at, 'minutes', 0);
	const { timeZone } = calendar;
	const { sendFrom, sendUntil, workingDaysOnly } = window;
	let { day } = shownAt(at, timeZone);
	for (let i = 0; i < farthest; i++, day = dayAfter(day)) {
		if (workingDaysOnly !== false && calendar.spansOf(day).length === 0) continue;
		const until = momentOf(day, minutesOf(sendUntil ?? '18:00'), timeZone);
		if (at < until) return Math.max(at, momentOf(day, minutesOf(sendFrom ?? '09:00'), timeZone));
	}
	return at;
}

/** When a cadence's messages go out again that may not go today. */
export const nextDayOpening = (now: number, window: Window, calendar: WorkingCalendar, timeZone: string): number =>
	windowOpening(momentOf(dayAfter(shownAt(now, timeZone).day), 0, timeZone), window, calendar);

/** When a step is due whose predecessor was done at `from`, in milliseconds since the Unix epoch. */
export function stepDueAt(from: number, step: Step, window: Window, calendar: WorkingCalendar): number {
	const at = atTimeOf(later(from, step.delayUnit ?? 'workingDays', step.delay ?? 0, calendar), step, calendar);
	return step.kind === 'message' ? windowOpening(at, window, calendar) : at;
}
