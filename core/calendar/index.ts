import { clock } from '../clock';
import type { Outcome } from '../context';
import type { Calendars, FieldsInput, WorkingTime, WorkingTimeInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, upsertRecords, type RecordRules, type Session } from '../records';
import { breathe } from '../store';
import { calendarRule } from './calendar.rule';
import { CalendarBook } from './calendars';
import { addWorkingTime } from './workingTime';

export { CalendarBook, companyCalendar, type UserCalendars } from './calendars';
export type { WorkingCalendar } from './workingCalendar';
export { addWorkingTime, subtractWorkingTime } from './workingTime';
export { dayAfter, isTimeZone, minutesOf, momentOf, shownAt } from './localTime';

/** What calendars must be, whichever operation writes them. */
export const calendarRules: RecordRules = { holidayCalendar: calendarRule };

async function define(session: Session, inputs: readonly FieldsInput[]) {
	const upserts = inputs.map((input) => ({ ...input, matchOn: ['name'] }));
	const outcomes = await upsertRecords(session, session.objects.get('holidayCalendar'), upserts);
	return outcomes.map((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value.record } : outcome));
}

const badTime = new CrmError(
	'ValidationFailed',
	{ en: 'The time of day is not a time such as 10:00', 'zh-CN': '时刻格式不正确，应类似 10:00' },
	{ hint: { en: 'Enter hours and minutes, 00:00 to 23:59.', 'zh-CN': '请填写小时和分钟，范围为 00:00 至 23:59。' }, field: 'atTime' },
);

/** The longest delays, a year of days and nights: each day on the way is looked at. */
const longest = { minutes: 366 * 24 * 60, hours: 366 * 24, days: 366 } as const;

const badAmount = (most: number) =>
	new CrmError(
		'ValidationFailed',
		{ en: `The amount of working time must be from 0 to ${most}`, 'zh-CN': `工作时长应为 0 至 ${most}` },
		{ hint: { en: 'Enter another amount, or a due time.', 'zh-CN': '请修改时长，或直接填写到期时间。' }, field: 'amount' },
	);

/** What is wrong with a delay; undefined for a good one. */
function delayFault({ delay }: WorkingTimeInput): CrmError | undefined {
	if (delay.unit === 'nextDay') return /^([01]\d|2[0-3]):[0-5]\d$/.test(delay.at) ? undefined : badTime;
	const most = longest[delay.unit];
	return delay.amount >= 0 && delay.amount <= most ? undefined : badAmount(most);
}

async function addToAll(session: Session, inputs: readonly WorkingTimeInput[]): Promise<Array<Outcome<WorkingTime>>> {
	const batch = new Batch<WorkingTimeInput, WorkingTime>(inputs);
	const book = await CalendarBook.open(session, inputs);
	const now = clock.iso();
	for (const [index, input] of inputs.entries()) {
		await breathe();
		const calendar = delayFault(input) ?? book.calendarFor(input);
		if (calendar instanceof CrmError) {
			batch.fail(index, calendar);
			continue;
		}
		try {
			const moment = addWorkingTime(calendar, { ...input, from: input.from ?? now }, input.byWeekdays ? 'weekdays' : 'refuse');
			batch.done(index, { ...moment, calendar: calendar.name });
		} catch (error) {
			if (!(error instanceof CrmError)) throw error;
			batch.fail(index, error);
		}
	}
	batch.settle(session.context.partial);
	return batch.outcomes();
}

/** Working time, for one caller. */
export const calendarsOf = (session: Session): Calendars => ({
	define: (inputs) => define(session, inputs),
	addWorkingTime: (inputs) => addToAll(session, inputs),
});
