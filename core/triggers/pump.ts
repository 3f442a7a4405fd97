import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';

/** Milliseconds before work that failed is tried again; doubled up to the longest. */
const firstPause = 1000;
const longestPause = 30_000;

/** Does one kind of work again whenever someone asks, one run at a time; many requests while it runs are one more run. */
export class Pump {
	/** Whoever asks must not lend the work its own asynchronous context, such as an open transaction or an execution. */
	readonly #inOwnContext = AsyncLocalStorage.snapshot();
	#wanted = false;
	#working?: Promise<void>;
	#timer?: NodeJS.Timeout;
	#timerAt = Infinity;
	#failures = 0;
	#stopped = false;

	constructor(
		private readonly work: () => Promise<void>,
		/** Told of the first of several failures in a row. */
		private readonly trouble: (error: Error) => void,
	) {}

	readonly request = (): void => {
		if (this.#stopped) return;
		this.#wanted = true;
		this.#working ??= this.#inOwnContext(() => this.#loop());
	};

	/** Asks for a run in some milliseconds, or earlier when one is planned already. */
	requestIn(ms: number): void {
		const delay = Math.max(0, ms);
		const at = performance.now() + delay;
		if (this.#stopped || at >= this.#timerAt) return;
		clearTimeout(this.#timer);
		this.#timerAt = at;
		this.#timer = setTimeout(() => {
			this.#timerAt = Infinity;
			this.request();
		}, delay).unref();
	}

	/** Runs once more and waits until nothing is asked for; a failed run ends the waiting. */
	async drain(): Promise<void> {
		this.request();
		await this.#working;
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
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
		} catch (error) {
			if (this.#failures === 0) this.trouble(error as Error);
			this.requestIn(Math.min(firstPause * 2 ** this.#failures, longestPause));
			this.#failures += 1;
		}
	}
}
