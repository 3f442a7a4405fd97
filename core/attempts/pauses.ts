import { clock } from '../clock';

/** Milliseconds for which a claim holds unless it is renewed: as long as what a killed process had waits. */
export const lease = 30_000;

/** A moment so many milliseconds from now, UTC ISO. */
export const inMs = (ms: number): string => new Date(clock.now() + ms).toISOString();

/**
 * When to try again after so many failures, spread by a fifth so that what failed together does not come back together.
 *
 * @param pauses seconds before the second, third … attempt
 */
export const retryAt = (failures: number, pauses: readonly number[]): string =>
	inMs(pauses[Math.min(failures, pauses.length) - 1] * 1000 * (0.8 + Math.random() * 0.4));
