import { dayAt, momentsOf } from '../../day';
import { isoAt, type SendRules } from './rules';
import type { Verdict } from './verdicts';

/** What kind of day it is where messages go; `unknown`: nobody has said yet which days of that year are off. */
export type DayKind = 'open' | 'holiday' | 'unknown';

export type DayKindOf = (day: string) => DayKind;

const day = 86_400_000;

/** Days that are looked at for one that messages may go on. */
const farthest = 40;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The moment that clocks show a time of a day, HH:MM; later where they jump over it. */
function momentOf(date: string, time: string, timeZone: string): number {
	const { from, end } = momentsOf(date, timeZone);
	const wanted = Date.parse(from) + minutesOf(time) * 60_000;
	// Where clocks change on that day it is not as many minutes after midnight as they show.
	const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }).format(wanted);
	const off = (minutesOf(time) - minutesOf(shown)) * 60_000;
	return Math.min(Date.parse(end) - 1, Math.abs(off) > 3 * 3600_000 ? wanted : wanted + off);
}

interface Asked {
	readonly quietHours: boolean;
	readonly holidays: boolean;
}

/** Says whether it is a time for such messages, and from when on it is. */
export function hoursVerdict(now: number, rules: SendRules, asked: Asked, dayKind: DayKindOf): Verdict | undefined {
	const today = dayAt(now, rules.timeZone);
	const isQuiet = asked.quietHours && !isOpen(now, today, rules);
	const kind = asked.holidays ? dayKind(today) : 'open';
	if (!isQuiet && kind === 'open') return undefined;
	if (kind === 'unknown') return { status: 'refused', rule: 'unknownYear' };
	const earliest = nextOpen(now, rules, asked, dayKind);
	const rule = isQuiet ? 'quietHours' : 'holiday';
	return earliest === undefined ? { status: 'refused', rule: 'unknownYear' } : { status: 'deferred', rule, earliestAt: isoAt(earliest) };
}

/** Hours that end before they begin go over midnight. */
function isOpen(now: number, today: string, { openFrom, openUntil, timeZone }: SendRules): boolean {
	const from = momentOf(today, openFrom, timeZone);
	const until = momentOf(today, openUntil, timeZone);
	return from <= until ? now >= from && now < until : now >= from || now < until;
}

function nextOpen(now: number, rules: SendRules, asked: Asked, dayKind: DayKindOf): number | undefined {
	for (let i = 0; i <= farthest; i++) {
		const date = dayAt(now + i * day, rules.timeZone);
		const kind = asked.holidays ? dayKind(date) : 'open';
		if (kind === 'unknown') return undefined;
		const opens = asked.quietHours ? momentOf(date, rules.openFrom, rules.timeZone) : Date.parse(momentsOf(date, rules.timeZone).from);
		if (kind === 'open' && opens > now) return opens;
	}
	return undefined;
}
