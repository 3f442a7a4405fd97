import { companyCalendar } from '../../calendar';
import type { Channel } from '../../channels/channel';
import type { Sql } from '../../store';
import type { Applicant } from './applicant';
import type { OpenTimes } from './hours';
import type { SendRules } from './rules';

/** For messages that no rule about time asks of. */
const always: OpenTimes = { timeZone: 'UTC', openFrom: '00:00', openUntil: '24:00', dayKind: () => 'open' };

/**
 * When messages go, by the company's calendar: on its holidays none do, on weekends they do, and of a year whose holidays
 * nobody has entered it is not known, so that what keeps to them does not go at all. Read where a rule asks. Hours are those
 * where customers are: by the policy, else by the calendar, and never by n8n, whose time zone is America's until it is set.
 */
export async function openTimes(
	sql: Sql,
	{ rules, channel }: { rules: SendRules; channel: Channel },
	applicants: readonly Applicant[],
): Promise<OpenTimes> {
	const isAsked = applicants.some(({ purpose }) => rules.of(purpose).holidays || rules.of(purpose).quietHours);
	if (!isAsked && !rules.channel(channel.id)?.perDay) return always;
	const calendar = await companyCalendar(sql);
	const { openFrom, openUntil } = rules;
	return { timeZone: rules.timeZone ?? calendar.timeZone, openFrom, openUntil, dayKind: (day) => calendar.festivity(day) };
}
