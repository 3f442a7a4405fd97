/** Times of past calls by whom they were for: how many fall into a span that ends now. */
export class SlidingWindow {
	readonly #times = new Map<string, number[]>();

	/** Counts one more, unless there are `limit` in the last `span` milliseconds already. */
	take(key: string, now: number, { limit, span }: { limit: number; span: number }): boolean {
		if (this.count(key, now, span) >= limit) return false;
		this.add(key, now);
		return true;
	}

	add(key: string, now: number): void {
		this.#times.set(key, [...(this.#times.get(key) ?? []), now]);
	}

	count(key: string, now: number, span: number): number {
		return (this.#times.get(key) ?? []).filter((time) => time > now - span).length;
	}
}
