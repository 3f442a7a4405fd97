/** Numbers that look random and are the same for a seed (mulberry32). */
export class Chance {
	#state: number;

	constructor(readonly seed: number) {
		this.#state = seed;
	}

	/** From 0 up to, not including, 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from `low` to `high`, both included. */
	whole(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	is(probability: number): boolean {
		return this.next() < probability;
	}

	one<T>(list: readonly T[]): T {
		return list[this.whole(0, list.length - 1)];
	}

	/** Some of a list, in its order. */
	some<T>(list: readonly T[], probability = 0.5): T[] {
		return list.filter(() => this.is(probability));
	}
}
