import { setImmediate } from 'node:timers/promises';

/** Milliseconds of our own work after which others get their turn: n8n's webhooks and editor share this thread. */
const turn = 4;
let started = performance.now();

/** Lets the event loop run when the current turn has lasted long enough. Await it in every loop over many rows. */
export function breathe(): Promise<void> | undefined {
	return performance.now() - started < turn ? undefined : giveWay();
}

async function giveWay(): Promise<void> {
	await setImmediate();
	started = performance.now();
}

/** Cuts a list into pieces of at most `size`. */
export function chunksOf<T>(list: readonly T[], size: number): T[][] {
	const chunks: T[][] = [];
	for (let i = 0; i < list.length; i += size) chunks.push(list.slice(i, i + size));
	return chunks;
}
