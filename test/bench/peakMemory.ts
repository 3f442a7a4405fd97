import { readFileSync, writeFileSync } from 'node:fs';

/** Megabytes of memory that a process holds. */
export interface Memory {
	/** When the watch began. */
	readonly idle: number;
	/** The most since then. */
	readonly peak: number;
}

/**
 * Starts to watch the resident memory of a process; the function returned tells the most it has been since. The kernel
 * keeps count, so that no moment is missed: writing 5 to clear_refs begins a new count
 * (https://docs.kernel.org/filesystems/proc.html).
 */
export function watchMemory(pid: number): () => Memory {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	const idle = megabytes(pid, 'VmRSS');
	return () => ({ idle, peak: megabytes(pid, 'VmHWM') });
}

function megabytes(pid: number, line: 'VmRSS' | 'VmHWM'): number {
	const [, kilobytes] = new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
	return Number(kilobytes) / 1024;
}
