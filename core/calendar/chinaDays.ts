interface DayDetail {
	readonly work: boolean;
	/** A holiday's names and length with commas between them, or the English name of a weekday. */
	readonly name: string;
}

interface ChineseDays {
	getDayDetail(day: Date): DayDetail;
}

// Required on first use: loading it with the nodes would cost every start of n8n.
const library = (): ChineseDays => require('chinese-days') as ChineseDays;

/** What the State Council's notice says of a day: off, made up for (a weekend day that is worked), or nothing. */
export type ChinaDay = 'holiday' | 'makeUp' | 'ordinary' | 'unknownYear';

const knownYears = new Map<number, boolean>();

/** The library reads texts as UTC and looks at the process's own clocks: only a moment in the middle of the day is that day everywhere. */
const detailOf = (day: string): DayDetail => {
	const [year, month, date] = day.split('-').map(Number);
	const noon = new Date(2000, month - 1, date, 12);
	noon.setFullYear(year, month - 1, date);
	return library().getDayDetail(noon);
};

const isNamed = ({ name }: DayDetail): boolean => name.includes(',');

/**
 * Whether the year's notice is in the library: it takes any day without an entry for an ordinary one, but the National
 * Day is in every notice. The notice for a year is published in November of the year before:
 * https://www.gov.cn/zhengce/content/202511/content_7047090.htm (2026).
 */
function isKnown(year: number): boolean {
	const found = knownYears.get(year);
	if (found !== undefined) return found;
	const known = isNamed(detailOf(`${String(year).padStart(4, '0')}-10-01`));
	knownYears.set(year, known);
	return known;
}

/** @param day YYYY-MM-DD */
export function chinaDay(day: string): ChinaDay {
	if (!isKnown(Number(day.slice(0, 4)))) return 'unknownYear';
	const detail = detailOf(day);
	if (!isNamed(detail)) return 'ordinary';
	return detail.work ? 'makeUp' : 'holiday';
}
