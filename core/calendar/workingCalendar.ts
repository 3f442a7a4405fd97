import type { HolidayCalendarRecord } from '../schema/generated/records';
import { chinaDay } from './chinaDays';
import { minutesOf, momentOf, weekdayOf } from './localTime';

/** Working time from one moment up to another, in milliseconds since the Unix epoch. */
interface Span {
	readonly from: number;
	readonly to: number;
}

/** What a calendar says of a day. `unknownYear`: nobody has said which days of its year are off. */
export type DayKind = 'workday' | 'holiday' | 'unknownYear';

/** What a calendar is made of; a record of a holiday calendar, or the built-in one. */
export type CalendarData = Pick<HolidayCalendarRecord, 'name' | 'timeZone' | 'publicHolidays' | 'workingHours' | 'days'>;

/** Where nothing else is defined: Monday to Friday, 9 to 18, with China's holidays. */
export const builtInCalendar: CalendarData = {
	name: '',
	timeZone: 'Asia/Shanghai',
	publicHolidays: 'china',
	workingHours: null,
	days: null,
};

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const usualHours = [{ weekday: 'workdays', from: '09:00', to: '18:00' }] as const;

type Hours = NonNullable<HolidayCalendarRecord['workingHours']>[number];

/** Days whose spans are remembered. */
const rememberedDays = 1000;

/** The working time of one calendar. */
export class WorkingCalendar {
	readonly name: string;
	readonly timeZone: string;
	readonly #china: boolean;
	readonly #hours: readonly Hours[];
	readonly #days: ReadonlyMap<string, 'holiday' | 'workday'>;
	readonly #enteredYears: ReadonlySet<string>;
	readonly #spans = new Map<string, readonly Span[]>();

	constructor({ name, timeZone, publicHolidays, workingHours, days }: CalendarData) {
		this.name = name;
		this.timeZone = timeZone ?? 'Asia/Shanghai';
		this.#china = publicHolidays !== 'none';
		this.#hours = workingHours && workingHours.length > 0 ? workingHours : usualHours;
		this.#days = new Map((days ?? []).map(({ on, kind }) => [on, kind]));
		this.#enteredYears = new Set((days ?? []).map(({ on }) => on.slice(0, 4)));
	}

	/** What is said of a day: first by the calendar's own table, then by the public holidays, then by its working hours. */
	dayKind(day: string): DayKind {
		const own = this.#days.get(day);
		if (own) return own;
		const known = this.#china ? chinaDay(day) : 'ordinary';
		if (known === 'holiday') return 'holiday';
		if (known === 'makeUp') return 'workday';
		// Whoever entered days of a year entered those that are off.
		if (known === 'unknownYear' && !this.#enteredYears.has(day.slice(0, 4))) return 'unknownYear';
		return this.#ofWeekday(day).length > 0 ? 'workday' : 'holiday';
	}

	/** Whether a day is a holiday: one that was entered or a public one, and no mere weekend. */
	festivity(day: string): 'open' | 'holiday' | 'unknown' {
		const kind = this.dayKind(day);
		if (kind === 'unknownYear') return 'unknown';
		if (kind === 'workday') return 'open';
		return this.#days.get(day) === 'holiday' || (this.#china && chinaDay(day) === 'holiday') ? 'holiday' : 'open';
	}

	/** The working time of a day, in order; of a year that is not known, as on other days of that weekday. */
	spansOf(day: string): readonly Span[] {
		const found = this.#spans.get(day);
		if (found) return found;
		if (this.#spans.size >= rememberedDays) this.#spans.clear();
		const spans = this.dayKind(day) === 'holiday' ? [] : this.#spansFrom(day, this.#hoursOf(day));
		this.#spans.set(day, spans);
		return spans;
	}

	/** A made-up day is worked like a workday. */
	#hoursOf(day: string): readonly Hours[] {
		const own = this.#ofWeekday(day);
		if (own.length > 0 || this.dayKind(day) !== 'workday') return own;
		const common = this.#hours.filter(({ weekday }) => weekday === 'workdays' || weekday === 'monday');
		const first = this.#hours[0].weekday;
		return common.length > 0 ? common : this.#hours.filter(({ weekday }) => weekday === first);
	}

	#ofWeekday(day: string): readonly Hours[] {
		const at = weekdayOf(day);
		const isWeekday = at > 0 && at < 6;
		return this.#hours.filter(({ weekday }) => weekday === weekdays[at] || (weekday === 'workdays' && isWeekday));
	}

	#spansFrom(day: string, hours: readonly Hours[]): readonly Span[] {
		const spans: Span[] = [];
		const given = hours.map(({ from, to }) => ({
			from: momentOf(day, minutesOf(from), this.timeZone),
			to: momentOf(day, minutesOf(to), this.timeZone),
		}));
		for (const span of given.sort((a, b) => a.from - b.from)) {
			const last = spans.at(-1);
			if (span.to <= span.from) continue;
			if (last && span.from <= last.to) spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
			else spans.push(span);
		}
		return spans;
	}
}
