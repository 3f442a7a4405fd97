import { threadTimes, type ThreadTimes } from './threadTimes';

/** One stretch in which the event loop served nobody else, in milliseconds. */
export interface Gap {
	/** From one turn of the loop to the next, less the timer's own wait. */
	readonly wall: number;
	/** The same without the time in which other processes had the CPU. */
	readonly own: number;
}

const tick = 1;

/**
 * Measures how long the event loop keeps others waiting, by a timer that is due every millisecond. Unlike
 * `monitorEventLoopDelay` it sees a block that begins right after the start and one that lasts until the end.
 */
export class LoopSampler {
	readonly #gaps: Gap[] = [];
	readonly #times = threadTimes();
	#timer?: NodeJS.Timeout;
	#begun = 0;
	#before: ThreadTimes = { ran: 0, waited: 0 };

	/** Resolves on a fresh turn of the loop: what comes next counts from its first moment. */
	async start(): Promise<void> {
		await turn();
		this.#mark();
		this.#arm();
	}

	/** Waits for the turn that ends the last stretch. */
	async stop(): Promise<readonly Gap[]> {
		clearTimeout(this.#timer);
		await turn();
		this.#record();
		return this.#gaps;
	}

	#arm(): void {
		this.#timer = setTimeout(() => {
			this.#record();
			this.#mark();
			this.#arm();
		}, tick);
	}

	#mark(): void {
		this.#begun = performance.now();
		this.#before = this.#times();
	}

	#record(): void {
		const wall = performance.now() - this.#begun - tick;
		const waited = this.#times().waited - this.#before.waited;
		this.#gaps.push({ wall: Math.max(0, wall), own: Math.max(0, wall - waited) });
	}
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, tick));
