import { threadTimes } from './threadTimes';

const times = threadTimes();

/** Seconds from the call to the call of its result, without those in which other processes had the CPU. */
export function stopwatch(): () => number {
	const before = times().waited;
	const begun = performance.now();
	return () => {
		const wall = performance.now() - begun;
		return (wall - (times().waited - before)) / 1000;
	};
}
