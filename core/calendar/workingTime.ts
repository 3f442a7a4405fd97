import { CrmError } from '../errors';
import type { WorkingDelay } from '../crm';
import { dayAfter, minute, minutesOf, momentOf, shownAt } from './localTime';
import type { WorkingCalendar } from './workingCalendar';

/** Days that are looked through for working time. */
const furthest = 3700;

/** A moment, and the years on the way to it of which nobody has said which days are off. */
interface WorkingMoment {
	/** UTC ISO. */
	readonly at: string;
	readonly unknownYears: readonly number[];
}

/** What to do about a year of which nobody has said which days are off: refuse, or go by the weekdays. */
type UnknownYears = 'refuse' | 'weekdays';

const noneLeft = (name: string) =>
	new CrmError(
		'Refused',
		{
			en: `The calendar "${name}" does not have so much working time within ten years`,
			'zh-CN': `日历“${name}”在十年内没有这么多工作时间`,
		},
		{
			hint: {
				en: 'Correct its working hours with Holiday Calendar → Define, or wait for less.',
				'zh-CN': '请用“节假日日历 → 定义”修改工作时间，或缩短时长。',
			},
			field: 'workingHours',
		},
	);

/** Nobody has entered the days off of a year: told with the place to enter them. */
const unknownYear = (year: number, name: string): CrmError =>
	new CrmError(
		'Refused',
		{
			en: `The holidays of ${year} are not known yet`,
			'zh-CN': `尚无 ${year} 年的节假日安排`,
		},
		{
			hint: {
				en: `Enter the days off and make-up days of ${year} in the holiday calendar${name && ` "${name}"`} (CRM node: Holiday Calendar → Define), update n8n-nodes-guanxi, or choose to go by weekdays.`,
				'zh-CN': `请在节假日日历${name && `“${name}”`}中填写 ${year} 年的休息日和调休上班日（CRM 节点：节假日日历 → 定义），或更新 n8n-nodes-guanxi，或选择按星期计算。`,
			},
			field: 'days',
		},
	);

/** Goes through a calendar day by day, minding which years are not known. */
class Walk {
	readonly #unknown = new Set<number>();
	#days = 0;

	constructor(private readonly calendar: WorkingCalendar) {}

	dayOf(time: number): string {
		return shownAt(time, this.calendar.timeZone).day;
	}

	spans(day: string) {
		if (++this.#days > furthest) throw noneLeft(this.calendar.name);
		if (this.calendar.dayKind(day) === 'unknownYear') this.#unknown.add(Number(day.slice(0, 4)));
		return this.calendar.spansOf(day);
	}

	/** The first moment from `time` on that is working time. */
	next(time: number): number {
		for (let day = this.dayOf(time); ; day = dayAfter(day)) {
			const span = this.spans(day).find(({ to }) => to > time);
			if (span) return Math.max(span.from, time);
		}
	}

	/** So much working time after `time`; the end of a span counts as the beginning of the next one. */
	add(time: number, amount: number): number {
		let left = amount;
		for (let day = this.dayOf(time); ; day = dayAfter(day)) {
			for (const { from, to } of this.spans(day)) {
				const begin = Math.max(from, time);
				if (begin + left < to) return begin + left;
				left -= Math.max(0, to - begin);
			}
		}
	}

	/** The working day so many working days after a day. */
	workday(from: string, count: number): string {
		let day = from;
		for (let left = count; left > 0;) {
			day = dayAfter(day);
			if (this.spans(day).length > 0) left -= 1;
		}
		return day;
	}

	/** So much working time before `time`. */
	back(time: number, amount: number): number {
		let left = amount;
		for (let day = this.dayOf(time); ; day = dayAfter(day, -1)) {
			for (const { from, to } of this.spans(day).toReversed()) {
				const end = Math.min(to, time);
				if (end - left >= from) return end - left;
				left -= Math.max(0, end - from);
			}
		}
	}

	get unknownYears(): number[] {
		return [...this.#unknown].sort((a, b) => a - b);
	}
}

function walked(calendar: WorkingCalendar, unknown: UnknownYears, walk: (way: Walk) => number): WorkingMoment {
	const way = new Walk(calendar);
	const at = new Date(walk(way)).toISOString();
	const { unknownYears } = way;
	if (unknown === 'refuse' && unknownYears.length > 0) throw unknownYear(unknownYears[0], calendar.name);
	return { at, unknownYears };
}

/**
 * A time and some working time more; always a working moment. Minutes and hours are those of working time; days keep the
 * time of the day as far as it is worked; `nextDay` is a time of the first working day after that of `from`.
 *
 * @throws CrmError Refused for a year that is not known, unless weekdays will do
 */
export function addWorkingTime(
	calendar: WorkingCalendar,
	{ from, delay }: { readonly from: string; readonly delay: WorkingDelay },
	unknown: UnknownYears = 'refuse',
): WorkingMoment {
	const start = Date.parse(from);
	return walked(calendar, unknown, (way) => {
		if (delay.unit === 'minutes') return way.add(start, delay.amount * minute);
		if (delay.unit === 'hours') return way.add(start, delay.amount * 60 * minute);
		if (delay.unit === 'nextDay') {
			const day = way.workday(way.dayOf(start), 1);
			return way.next(momentOf(day, minutesOf(delay.at), calendar.timeZone));
		}
		const begun = way.next(start);
		const { day, minutes } = shownAt(begun, calendar.timeZone);
		return way.next(momentOf(way.workday(day, delay.amount), minutes, calendar.timeZone) + (begun % minute));
	});
}

/** A time, UTC ISO, so many working hours before another one; of a year that is not known, by its weekdays. */
export const subtractWorkingTime = (calendar: WorkingCalendar, from: string, hours: number): string =>
	walked(calendar, 'weekdays', (way) => way.back(Date.parse(from), hours * 60 * minute)).at;
