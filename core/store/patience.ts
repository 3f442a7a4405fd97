import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './failures';

/** Milliseconds a statement waits for another process that has the file locked. */
const patience = 5000;

/** Repeats `work` while another process has the file locked; waits without blocking the thread and gives up in the end. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
	const giveUp = performance.now() + patience;
	for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
		try {
			return await work();
		} catch (error) {
			if (!isBusy(error) || performance.now() > giveUp) throw error;
			await sleep(pause);
		}
	}
}
