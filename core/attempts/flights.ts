/** What became of something that was claimed. */
export interface Ended<Claimed, Ending> {
	readonly claimed: Claimed;
	readonly ending: Ending;
}

interface Flight<Claimed> {
	claimed: Claimed;
	readonly run: Promise<void>;
}

/** What is with its workflow at the moment, and what has ended and is still to be written. */
export class Flights<Claimed extends { readonly id: string }, Ending> {
	readonly #inFlight = new Map<string, Flight<Claimed>>();
	#ended: Array<Ended<Claimed, Ending>> = [];

	/** @param changed called whenever something has ended */
	constructor(private readonly changed: () => void) {}

	get size(): number {
		return this.#inFlight.size;
	}

	has(id: string): boolean {
		return this.#inFlight.has(id);
	}

	get hasEnded(): boolean {
		return this.#ended.length > 0;
	}

	get claimed(): Claimed[] {
		return [...this.#inFlight.values()].map(({ claimed }) => claimed);
	}

	/** Gives something out; where it is out already, its lease ran out because the store or this thread was held up. */
	start(claimed: Claimed, attempt: () => Promise<Ending>): void {
		const flying = this.#inFlight.get(claimed.id);
		if (flying) {
			flying.claimed = claimed;
			return;
		}
		const flight: Flight<Claimed> = {
			claimed,
			run: attempt().then((ending) => {
				// Forgotten flights end unheard.
				if (this.#inFlight.get(claimed.id) !== flight) return;
				this.#inFlight.delete(claimed.id);
				this.end(flight.claimed, ending);
			}),
		};
		this.#inFlight.set(claimed.id, flight);
	}

	end(claimed: Claimed, ending: Ending): void {
		this.#ended.push({ claimed, ending });
		this.changed();
	}

	/** The same, to be written with the next round that there is: it asks for none. */
	endLater(claimed: Claimed, ending: Ending): void {
		this.#ended.push({ claimed, ending });
	}

	/** What has ended; whoever cannot write it gives it back. */
	takeEnded(): Array<Ended<Claimed, Ending>> {
		return this.#ended.splice(0);
	}

	giveBack(ended: ReadonlyArray<Ended<Claimed, Ending>>): void {
		this.#ended.unshift(...ended);
	}

	/** Whatever becomes of one that is out is no longer of interest. */
	forget(id: string): void {
		this.#inFlight.delete(id);
	}

	forgetAll(): void {
		this.#inFlight.clear();
		this.#ended = [];
	}

	/** When everything that is out now has ended. */
	async landed(): Promise<void> {
		await Promise.all([...this.#inFlight.values()].map(({ run }) => run));
	}
}
