/** Thrown through every step when the user has asked to stop. */
export class Interrupted extends Error {
	override readonly name = 'Interrupted';
}

/**
 * A signal that fires at the first Ctrl-C (or SIGTERM, or when the terminal closes). npm and the shell repeat the same
 * Ctrl-C to us, so repeats are ignored; n8n is ended by force if it does not end by itself.
 */
export function untilInterrupted(): AbortSignal {
	const controller = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(name, () => controller.abort(new Interrupted(name)));
	}
	return controller.signal;
}
