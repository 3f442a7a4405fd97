import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../records';
import { metAnother, type StoreTx } from '../store';

/** Times a step is made before the caller hears that it met others each time. */
const maxTries = 8;

/** Milliseconds, of which a random part lets one of two that met go first. */
const pause = 40;

/**
 * One step of a send as a transaction of its own, made again where it met another one's. By itself and not with the whole
 * call, as calls are elsewhere: messages of an earlier step may have gone.
 */
export async function step<T>({ store, context }: Session, work: (tx: StoreTx) => Promise<T>): Promise<T> {
	// Messages have no custom fields, so that a change of those need not end it either.
	const { use: _, ...caller } = context;
	for (let tries = 1; ; tries++) {
		try {
			return await store.write(caller, work);
		} catch (error) {
			if (!metAnother(error) || tries >= maxTries) throw error;
			await sleep(pause * tries * Math.random());
		}
	}
}
