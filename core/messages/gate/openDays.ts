import { companyCalendar } from '../../calendar';
import type { Sql } from '../../store';
import type { Applicant } from './applicant';
import type { DayKindOf } from './hours';
import type { SendRules } from './rules';

/**
 * Which days messages go on, by the company's calendar: on its holidays none do, on weekends they do, and of a year whose
 * holidays nobody has entered it is not known, so that what keeps to them does not go at all. Read where a rule asks.
 */
export async function openDays(sql: Sql, rules: SendRules, applicants: readonly Applicant[]): Promise<DayKindOf> {
	if (!applicants.some(({ purpose }) => rules.of(purpose).holidays)) return () => 'open';
	const calendar = await companyCalendar(sql);
	return (day) => calendar.festivity(day);
}
