/** Zones and days that are remembered: making a zone's clocks takes as long as fifty readings of them. */
const rememberedZones = 20;
const rememberedDays = 2000;

/** What stands in `known` under `key`, made when it is not there; the oldest goes when there are too many. */
function remember<Value>(known: Map<string, Value>, [key, most]: readonly [string, number], make: () => Value): Value {
	const found = known.get(key);
	if (found !== undefined) return found;
	const made = make();
	if (known.size >= most) known.delete(known.keys().next().value as string);
	known.set(key, made);
	return made;
}

const china = 'Asia/Shanghai';

const clocks = new Map<string, Intl.DateTimeFormat>();

const clocksOf = (timeZone = china) => remember(clocks, [timeZone, rememberedZones], () => new Intl.DateTimeFormat('sv-SE', { timeZone }));

/** The date at a moment, YYYY-MM-DD, where `timeZone` (an IANA name) is; the company's is China's unless it says otherwise. */
export const dayAt = (time: number, timeZone?: string): string => clocksOf(timeZone).format(time);

/** No stored time is later: its year would have five digits. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const oneDay = 86_400_000;

/** Years have four digits or none before them: as long as the longest, days can be compared as texts. */
const comparable = (day: string) => day.padStart(11, '0');

/** A day's first moment and the first one after it, as UTC ISO times. */
interface Moments {
	readonly from: string;
	readonly end: string;
}

const moments = new Map<string, Moments>();

/** The {@link Moments} of a day (YYYY-MM-DD) where `timeZone` is. */
export const momentsOf = (day: string, timeZone?: string): Moments =>
	remember(moments, [`${timeZone ?? china} ${day}`, rememberedDays], () => findMoments(day, clocksOf(timeZone)));

/** Looks on the zone's own clocks: where they change at midnight, a day has two midnights or none, and some places left a whole day out. */
function findMoments(day: string, zone: Intl.DateTimeFormat): Moments {
	const first = (isReached: (shown: string) => boolean): string => {
		let before = Date.parse(day) - oneDay;
		let after = Math.min(Date.parse(day) + 2 * oneDay, lastMoment);
		while (after - before > 1) {
			const middle = Math.floor((before + after) / 2);
			if (isReached(comparable(zone.format(middle)))) after = middle;
			else before = middle;
		}
		return new Date(after).toISOString();
	};
	return { from: first((shown) => shown >= comparable(day)), end: first((shown) => shown > comparable(day)) };
}
