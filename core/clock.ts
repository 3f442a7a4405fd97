import { dayAt } from './day';

type Source = () => number;

let source: Source = Date.now;

/** The only "now" of the core, so that tests and the demo can move it. */
export const clock = {
	/** Milliseconds since the Unix epoch. */
	now: (): number => source(),
	/** UTC ISO 8601 with milliseconds, the stored form of every time. */
	iso: (): string => new Date(source()).toISOString(),
	/** Today's date, YYYY-MM-DD, where the company is. */
	today: (timeZone?: string): string => dayAt(source(), timeZone),
	/** Replaces the source; returns a function that puts the former one back. */
	use(next: Source): () => void {
		const former = source;
		source = next;
		return () => void (source = former);
	},
};
