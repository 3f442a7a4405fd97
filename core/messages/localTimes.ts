import { companyCalendar, shownAt } from '../calendar';
import type { Outcome } from '../context';
import type { SendOutcome } from '../crm';
import type { Session } from '../records';
import { breathe, type Sql } from '../store';
import { text, type Text } from '../text';
import { sendRules, type SendRules } from './gate/rules';

/** The time zone that hours for sending go by. */
export const sendingZone = async (sql: Sql, { timeZone }: SendRules): Promise<string> => timeZone ?? (await companyCalendar(sql)).timeZone;

/** Says with the reason from when on a message may go, by the clocks that hours go by: `earliestAt` is UTC, for workflows. */
export async function withTimes({ store: { read } }: Session, outcomes: Array<Outcome<SendOutcome>>): Promise<Array<Outcome<SendOutcome>>> {
	if (!outcomes.some((outcome) => outcome.ok && outcome.value.earliestAt)) return outcomes;
	const timeZone = await sendingZone(read, await sendRules(read));
	const told: Array<Outcome<SendOutcome>> = [];
	for (const outcome of outcomes) {
		told.push(outcome.ok ? { ok: true, value: withTime(outcome.value, timeZone) } : outcome);
		await breathe();
	}
	return told;
}

function withTime(outcome: SendOutcome, timeZone: string): SendOutcome {
	const { reason, earliestAt } = outcome;
	return reason && earliestAt ? { ...outcome, reason: reasonFrom(reason, earliestAt, timeZone) } : outcome;
}

/** A reason with the time until which it holds, as the clocks of a zone show it. */
export function reasonFrom(reason: Text, earliestAt: string, timeZone: string): Text {
	const { day, minutes } = shownAt(Date.parse(earliestAt), timeZone);
	const two = (n: number) => String(n).padStart(2, '0');
	const shown = `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
	return text`${reason}${{ en: `; earliest ${shown} (${timeZone})`, 'zh-CN': `；最早 ${shown}（${timeZone}）` }}`;
}
