/**
 * What goes wrong with a call. `dropBefore`: the connection ends and nothing was done; `dropAfter`: it was done, and the
 * answer never comes; the caller cannot tell one from the other. `delay`: it is done at once and answered so many
 * milliseconds later. `answer`: this is the answer, and nothing was done.
 */
export type Fault =
	| { readonly kind: 'dropBefore' }
	| { readonly kind: 'dropAfter' }
	| { readonly kind: 'delay'; readonly ms: number }
	| { readonly kind: 'answer'; readonly status?: number; readonly body: object | string };

/** Faults that wait for the calls they are for. */
export class Faults {
	#waiting: Array<{ readonly about: string; readonly fault: Fault; readonly saying: string; left: number }> = [];

	/** The next call (or so many) whose path ends with `about` meets this fault; with `saying`, one whose body holds that. */
	next(about: string, fault: Fault, { times = 1, saying = '' }: { times?: number; saying?: string } = {}): void {
		this.#waiting.push({ about, fault, saying, left: times });
	}

	/** The fault of this call, which is used up by it. */
	take({ path, body }: { readonly path: string; readonly body: Buffer }): Fault | undefined {
		const found = this.#waiting.find(({ about, saying, left }) => left > 0 && path.endsWith(about) && body.includes(saying));
		if (!found) return undefined;
		found.left--;
		return found.fault;
	}

	clear(): void {
		this.#waiting = [];
	}
}
