import type { Problem } from '../errors';
import type { RecordRule } from '../records';
import type { HolidayCalendarRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { breathe } from '../store';
import { isTimeZone } from './localTime';

const holidayCalendar = objects.get('holidayCalendar');

/** A calendar by which working time can be found. */
export const calendarRule: RecordRule = {
	async complete(_tx, { drafts, fail }) {
		for (const { index, after } of drafts) {
			const problems = problemsOf(after as unknown as HolidayCalendarRecord);
			if (problems.length > 0) fail(index, validationFailed(holidayCalendar, problems));
			await breathe();
		}
	},
};

function problemsOf({ timeZone, workingHours, days }: HolidayCalendarRecord): Problem[] {
	const problems: Problem[] = [];
	if (timeZone && !isTimeZone(timeZone))
		problems.push({
			field: 'timeZone',
			message: { en: 'must be a time zone such as Asia/Shanghai', 'zh-CN': '应为时区名称，例如 Asia/Shanghai' },
		});
	for (const [i, { from, to }] of (workingHours ?? []).entries())
		if (to <= from)
			problems.push({ field: `workingHours[${i}].to`, message: { en: 'must be after the beginning', 'zh-CN': '必须晚于开始时间' } });
	const seen = new Set<string>();
	for (const [i, { on }] of (days ?? []).entries()) {
		if (seen.has(on)) problems.push({ field: `days[${i}].on`, message: { en: 'stands there twice', 'zh-CN': '日期重复' } });
		seen.add(on);
	}
	return problems;
}
