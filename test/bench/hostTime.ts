import { existsSync, readFileSync } from 'node:fs';

/** Clock ticks of all CPUs since this machine began: those given to other machines by its host, and all. */
interface Ticks {
	readonly stolen: number;
	readonly all: number;
}

const file = '/proc/stat';

/** https://man7.org/linux/man-pages/man5/proc_stat.5.html: user, nice, system, idle, iowait, irq, softirq, steal. */
function ticks(): Ticks {
	if (!existsSync(file)) return { stolen: 0, all: 0 };
	const [line] = readFileSync(file, 'latin1').split('\n');
	const counts = line.split(/\s+/).slice(1, 9).map(Number);
	return { stolen: counts[7] ?? 0, all: counts.reduce((sum, count) => sum + count, 0) };
}

/**
 * Starts to watch how much of this machine's time its host gives to others, which no process here can see in its own
 * times. The function returned tells the share since, 0 to 1; 0 where the kernel does not tell.
 */
export function watchHost(): () => number {
	const before = ticks();
	return () => {
		const now = ticks();
		return now.all === before.all ? 0 : (now.stolen - before.stolen) / (now.all - before.all);
	};
}
