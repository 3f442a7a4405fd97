import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { warn } from '../warning';
import { lease } from './pauses';

/** Milliseconds before work that failed is tried again; doubled up to the longest, which leaves time to renew a lease. */
const firstPause = 1000;
const longestPause = lease / 3;

/** Milliseconds that a timer runs at most: longer ones fire at once, and a machine may have slept. */
const longestTimer = 3_600_000;

/** Does one kind of work again whenever someone asks, one run at a time; many requests while it runs are one more run. */
export class Pump {
	/** Whoever asks must not lend the work its own asynchronous context, such as an open transaction or an execution. */
	readonly #inOwnContext = AsyncLocalStorage.snapshot();
	#wanted = false;
	#working?: Promise<void>;
	#timer?: NodeJS.Timeout;
	#timerAt = Infinity;
	#failures = 0;
	/** Until its pause is over, failed work is done again for nobody: whoever asks may ask because it failed. */
	#resting = false;
	#stopped = false;

	constructor(
		private readonly work: () => Promise<void>,
		/** Told of the first of several failures in a row. */
		private readonly trouble: (error: Error) => void,
	) {}

	readonly request = (): void => {
		if (!this.#resting) this.#start();
	};

	/** Asks for a run in some milliseconds, or earlier when one is planned already. */
	requestIn(ms: number): void {
		if (!this.#resting && performance.now() + Math.max(0, ms) < this.#timerAt) this.#plan(ms);
	}

	/** Runs once more and waits until nothing is asked for; a failed run ends the waiting. */
	async drain(): Promise<void> {
		this.#start();
		await this.#working;
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
	}

	#start(): void {
		if (this.#stopped) return;
		this.#wanted = true;
		this.#working ??= this.#inOwnContext(() => this.#loop());
	}

	#plan(ms: number): void {
		if (this.#stopped) return;
		clearTimeout(this.#timer);
		const delay = Math.min(Math.max(0, ms), longestTimer);
		this.#timerAt = performance.now() + delay;
		this.#timer = setTimeout(() => {
			this.#timerAt = Infinity;
			this.#resting = false;
			this.#start();
		}, delay).unref();
	}

	async #loop(): Promise<void> {
		while (this.#wanted) {
			// Commits that follow each other closely are one run.
			await setImmediate();
			this.#wanted = false;
			await this.#run();
		}
		this.#working = undefined;
	}

	async #run(): Promise<void> {
		try {
			await this.work();
			this.#failures = 0;
			this.#resting = false;
		} catch (error) {
			if (this.#failures === 0) this.#tell(error as Error);
			this.#wanted = false;
			this.#resting = true;
			this.#plan(Math.min(firstPause * 2 ** this.#failures, longestPause));
			this.#failures += 1;
		}
	}

	/** Whoever cannot even be told must not end the work for ever. */
	#tell(error: Error): void {
		try {
			this.trouble(error);
		} catch (failure) {
			warn(failure);
		}
	}
}
