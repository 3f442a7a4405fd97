import { dayAt } from '../day';

const hour = 3_600_000;

export const minute = 60_000;

const oneDay = 86_400_000;

/** Zones whose clocks are remembered: making them takes as long as fifty readings. */
const remembered = 50;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clocksOf(timeZone: string): Intl.DateTimeFormat {
	const found = clocks.get(timeZone);
	if (found) return found;
	const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
	if (clocks.size >= remembered) clocks.clear();
	clocks.set(timeZone, made);
	return made;
}

/** True for an IANA name of a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
	try {
		clocksOf(name);
		return true;
	} catch {
		return false;
	}
}

/** What the clocks of a zone are ahead of UTC at a moment, in milliseconds; whole seconds, as zones have been. */
function aheadAt(time: number, timeZone: string): number {
	const shown = clocksOf(timeZone).format(time);
	return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(time / 1000) * 1000;
}

/**
 * The moment at which the clocks of a zone show a time of a day; the first one where they show it twice, and where they
 * leave it out, the moment as long after the change as it would have been.
 *
 * @param day YYYY-MM-DD
 * @param minutes since midnight, 0 to 1440
 * @returns milliseconds since the Unix epoch
 */
export function momentOf(day: string, minutes: number, timeZone: string): number {
	const shown = Date.parse(day) + minutes * minute;
	const before = aheadAt(shown - 24 * hour, timeZone);
	const after = aheadAt(shown + 24 * hour, timeZone);
	const shownAt = [shown - before, shown - after].filter((time) => shown - time === aheadAt(time, timeZone));
	return shownAt.length > 0 ? Math.min(...shownAt) : shown - before;
}

/** The day (YYYY-MM-DD) and the minutes since its midnight that the clocks of a zone show at a moment. */
export function shownAt(time: number, timeZone: string): { day: string; minutes: number } {
	const shown = new Date(time + aheadAt(time, timeZone));
	return { day: dayAt(time, timeZone), minutes: shown.getUTCHours() * 60 + shown.getUTCMinutes() };
}

/** The day so many days later. */
export const dayAfter = (day: string, days = 1): string => new Date(Date.parse(day) + days * oneDay).toISOString().slice(0, 10);

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: string): number => new Date(Date.parse(day)).getUTCDay();

/** Minutes since midnight of a time such as 09:30; 24:00 is the day's end. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
