import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';

/** What the operating system did with this process's main thread since it began, in milliseconds. */
export interface ThreadTimes {
	/** On a CPU. */
	readonly ran: number;
	/** Ready to run while others had the CPUs: nothing that this process could do about. */
	readonly waited: number;
}

/**
 * A reader of Linux's scheduler statistics, exact to the microsecond where `process.cpuUsage` counts clock ticks of
 * 4 ms. Where there are none, `waited` stays 0 and `ran` is Node's own figure.
 */
export function threadTimes(): () => ThreadTimes {
	const file = open(`/proc/self/task/${process.pid}/schedstat`);
	if (file === undefined) return () => ({ ran: cpuTime(), waited: 0 });
	const buffer = Buffer.alloc(128);
	process.once('exit', () => closeSync(file));
	return () => read(buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)));
}

/** The same of another process's main thread. */
export function threadTimesOf(pid: number): ThreadTimes {
	const file = `/proc/${pid}/task/${pid}/schedstat`;
	return existsSync(file) ? read(readFileSync(file, 'latin1')) : { ran: 0, waited: 0 };
}

function read(statistics: string): ThreadTimes {
	const [ran, waited] = statistics.split(' ');
	return { ran: Number(ran) / 1e6, waited: Number(waited) / 1e6 };
}

function open(file: string): number | undefined {
	try {
		return openSync(file, 'r');
	} catch {
		return undefined;
	}
}

function cpuTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}
