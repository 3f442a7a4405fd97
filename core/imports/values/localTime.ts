const clocks = new Map<string, Intl.DateTimeFormat>();

const shown = {
	hourCycle: 'h23',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
} as const;

function clockOf(timeZone: string): Intl.DateTimeFormat {
	let clock = clocks.get(timeZone);
	if (!clock) clocks.set(timeZone, (clock = new Intl.DateTimeFormat('sv-SE', { timeZone, ...shown })));
	return clock;
}

/** A moment as the clocks of a zone show it: `2026-03-01 09:30:00`. */
export const localTime = (time: number, timeZone = 'Asia/Shanghai'): string => clockOf(timeZone).format(time);

const asUtc = (local: string): number => Date.parse(`${local.replace(' ', 'T')}Z`);

/** The moment at which the clocks of a zone show a time (`2026-03-01 09:30:00`), as UTC ISO 8601; undefined for no time. */
export function momentOf(local: string, timeZone?: string): string | undefined {
	const wanted = asUtc(local);
	if (Number.isNaN(wanted)) return undefined;
	const offsetAt = (time: number) => asUtc(localTime(time, timeZone)) - time;
	// The zone's distance from UTC is another one on the two sides of a change of its clocks: asked again near the answer.
	return new Date(wanted - offsetAt(wanted - offsetAt(wanted))).toISOString();
}
