import { dayAt } from './day';

type Source = () => number;

let source: Source = Date.now;

const watchers = new Set<() => void>();

function setSource(next: Source): void {
	source = next;
	for (const moved of watchers) moved();
}

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
		setSource(next);
		return () => setSource(former);
	},
	/** Calls `moved` whenever the clock is set: whoever waits for a time is to look again. Returns a function that ends it. */
	watch(moved: () => void): () => void {
		watchers.add(moved);
		return () => void watchers.delete(moved);
	},
};
