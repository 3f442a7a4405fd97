import { readFileSync } from 'node:fs';
import { clock } from './clock';

/** Names the file that says how far ahead the demo's clock is. `npm start` alone sets it, for its own n8n. */
export const demoClockVariable = 'GUANXI_DEMO_CLOCK';

/** Milliseconds between two looks at the file. */
const lookEvery = 500;

/** Milliseconds that the file puts the clock ahead; 0 without a file. */
export function readDemoOffset(file: string): number {
	try {
		const offset = Number(readFileSync(file, 'utf8'));
		return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
	} catch {
		return 0;
	}
}

let followed: string | undefined;

/** In the demo, puts the clock ahead by what its file says, now and whenever that changes; anywhere else does nothing. */
export function followDemoClock(file = process.env[demoClockVariable]): void {
	if (!file || file === followed) return;
	followed = file;
	let offset = 0;
	const look = () => {
		const found = readDemoOffset(file);
		if (found === offset) return;
		offset = found;
		clock.use(() => Date.now() + found);
	};
	look();
	// Watching the file instead would miss what is written while the watch begins.
	setInterval(look, lookEvery).unref();
}
