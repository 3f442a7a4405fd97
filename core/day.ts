const clocksOf = (timeZone = 'Asia/Shanghai') => new Intl.DateTimeFormat('sv-SE', { timeZone });

/** The date at a moment, YYYY-MM-DD, where `timeZone` (an IANA name) is; the company's is China's unless it says otherwise. */
export const dayAt = (time: number, timeZone?: string): string => clocksOf(timeZone).format(time);

/** No stored time is later: its year would have five digits. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const oneDay = 86_400_000;

/** Years have four digits or none before them: as long as the longest, days can be compared as texts. */
const comparable = (day: string) => day.padStart(11, '0');

/**
 * The first moment of a day (YYYY-MM-DD) and the first one after it, as UTC ISO times. Looked for on the zone's own
 * clocks: where they change at midnight, a day has two midnights or none, and some places left a whole day out.
 */
export function momentsOf(day: string, timeZone?: string): { readonly from: string; readonly end: string } {
	const clocks = clocksOf(timeZone);
	const first = (isReached: (shown: string) => boolean): string => {
		let before = Date.parse(day) - oneDay;
		let after = Math.min(Date.parse(day) + 2 * oneDay, lastMoment);
		while (after - before > 1) {
			const middle = Math.floor((before + after) / 2);
			if (isReached(comparable(clocks.format(middle)))) after = middle;
			else before = middle;
		}
		return new Date(after).toISOString();
	};
	return { from: first((shown) => shown >= comparable(day)), end: first((shown) => shown > comparable(day)) };
}
