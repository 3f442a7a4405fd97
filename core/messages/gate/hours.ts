import { dayAfter, minutesOf, momentOf } from '../../calendar';
import { dayAt } from '../../day';
import { isoAt, type Rule } from './rules';
import type { Verdict } from './verdicts';

/** What kind of day it is where messages go; `unknown`: nobody has said yet which days of that year are off. */
export type DayKind = 'open' | 'holiday' | 'unknown';

/** When messages go that keep to hours or holidays. */
export interface OpenTimes {
	readonly timeZone: string;
	/** HH:MM, by the clocks of the time zone. */
	readonly openFrom: string;
	readonly openUntil: string;
	dayKind(day: string): DayKind;
}

export type Asked = Pick<Rule, 'quietHours' | 'holidays'>;

/** Days that are looked at for one that messages may go on. */
const farthest = 40;

/** Says whether a moment is a time for such messages, and from when on it is. */
export function hoursVerdict(at: number, times: OpenTimes, asked: Asked): Verdict | undefined {
	const today = dayAt(at, times.timeZone);
	const isQuiet = asked.quietHours && !isOpen(at, today, times);
	const kind = asked.holidays ? times.dayKind(today) : 'open';
	if (!isQuiet && kind === 'open') return undefined;
	if (kind === 'unknown') return { status: 'refused', rule: 'unknownYear' };
	const earliest = nextOpen(at, today, { times, asked });
	const rule = isQuiet ? 'quietHours' : 'holiday';
	return earliest === undefined ? { status: 'refused', rule: 'unknownYear' } : { status: 'deferred', rule, earliestAt: isoAt(earliest) };
}

/** Hours that end before they begin go over midnight. */
function isOpen(at: number, day: string, { openFrom, openUntil, timeZone }: OpenTimes): boolean {
	const from = momentOf(day, minutesOf(openFrom), timeZone);
	const until = momentOf(day, minutesOf(openUntil), timeZone);
	return from <= until ? at >= from && at < until : at >= from || at < until;
}

/** Messages may begin to go with a day, or with the hours of one. */
function nextOpen(after: number, today: string, { times, asked }: { times: OpenTimes; asked: Asked }): number | undefined {
	for (let i = 0; i <= farthest; i++) {
		const day = dayAfter(today, i);
		const kind = asked.holidays ? times.dayKind(day) : 'open';
		if (kind === 'unknown') return undefined;
		const begins = asked.quietHours ? [0, minutesOf(times.openFrom)] : [0];
		const opens = begins
			.map((minutes) => momentOf(day, minutes, times.timeZone))
			.find((at) => at > after && (!asked.quietHours || isOpen(at, day, times)));
		if (kind === 'open' && opens !== undefined) return opens;
	}
	return undefined;
}
