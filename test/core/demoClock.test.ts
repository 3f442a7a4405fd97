import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { clock } from '../../core/clock';
import { followDemoClock, readDemoOffset } from '../../core/demoClock';

const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'guanxi-clock-'));
const file = join(folder, 'demo-clock');
const restore = clock.use(Date.now);

afterAll(() => {
	restore();
	rmSync(folder, { recursive: true });
});

const ahead = () => Math.round((clock.now() - Date.now()) / day);

it('puts the clock ahead whenever the demo’s file says so, and wakes whoever waits for a time', async () => {
	let moved = 0;
	const unwatch = clock.watch(() => (moved += 1));
	followDemoClock(file);
	expect(ahead()).toBe(0);
	writeFileSync(file, String(7 * day));
	while (ahead() !== 7) await sleep(20);
	writeFileSync(file, String(9 * day));
	while (ahead() !== 9) await sleep(20);
	expect(moved).toBe(2);
	unwatch();
});

it('leaves the real time where there is no file, and for one that holds no time', () => {
	expect(readDemoOffset(join(folder, 'missing'))).toBe(0);
	const odd = join(folder, 'odd');
	for (const said of ['', 'soon', '-5', '1.5', '1e300']) {
		writeFileSync(odd, said);
		expect(readDemoOffset(odd)).toBe(0);
	}
});
