/** A stand-in's own time: it runs like the machine's, and tests move it without moving anybody else's. */
export class StandInClock {
	#ahead = 0;

	/** Milliseconds since the Unix epoch. */
	now(): number {
		return Date.now() + this.#ahead;
	}

	/** @param ms how much later it is from now on */
	advance(ms: number): void {
		this.#ahead += ms;
	}
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
