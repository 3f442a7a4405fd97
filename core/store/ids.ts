import { randomFillSync } from 'node:crypto';
import { clock } from '../clock';

/** Random bytes are drawn for many ids at once: one call to the system for each would be the slowest part of an insert. */
const pool = Buffer.alloc(8 * 512);
let used = pool.length;
let lastTime = 0;
let counterTime = 0;
let counter = 0;

/**
 * A new record id: UUIDv7 (RFC 9562 §5.7). Ids of one process sort in the order they were made: within a millisecond
 * a 12-bit counter stands where `rand_a` is (§6.2, method 1), and an overflow borrows from the next millisecond.
 */
export function newId(): string {
	lastTime = Math.max(clock.now(), lastTime);
	if (lastTime !== counterTime) {
		counterTime = lastTime;
		counter = 0;
	} else if (++counter > 0xfff) {
		counterTime = lastTime += 1;
		counter = 0;
	}
	if (used === pool.length) {
		randomFillSync(pool);
		used = 0;
	}
	const random = pool.subarray(used, (used += 8));
	const time = lastTime.toString(16).padStart(12, '0');
	const variant = ((random[0] & 0x3f) | 0x80).toString(16);
	const tail = random.toString('hex', 1, 8);
	return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
}
