import { createHash } from 'node:crypto';

/**
 * Remembers the keys that a file's rows had, and a number for each. A key takes twelve bytes whatever it is, so that a
 * million rows stay small; with 52 bits of a hash, two different keys of a million are taken for one with a chance of one in
 * ten thousand.
 */
export class KeyNumbers {
	#hashes = new Float64Array(1024);
	#numbers = new Uint32Array(1024);
	#count = 0;

	has(key: string): boolean {
		return this.get(key) !== undefined;
	}

	get(key: string): number | undefined {
		const hash = hashOf(key);
		const slot = slotOf(this.#hashes, hash);
		return this.#hashes[slot] === hash ? this.#numbers[slot] : undefined;
	}

	set(key: string, number: number): void {
		if (this.#count * 2 >= this.#hashes.length) this.#grow();
		const hash = hashOf(key);
		const slot = slotOf(this.#hashes, hash);
		if (this.#hashes[slot] !== hash) this.#count += 1;
		this.#hashes[slot] = hash;
		this.#numbers[slot] = number;
	}

	#grow(): void {
		const hashes = new Float64Array(this.#hashes.length * 2);
		const numbers = new Uint32Array(hashes.length);
		for (const [i, hash] of this.#hashes.entries()) {
			if (hash === 0) continue;
			const slot = slotOf(hashes, hash);
			hashes[slot] = hash;
			numbers[slot] = this.#numbers[i];
		}
		this.#hashes = hashes;
		this.#numbers = numbers;
	}
}

/** The slot that holds the hash, or the free one where it belongs. */
function slotOf(hashes: Float64Array, hash: number): number {
	let slot = hash % hashes.length;
	while (hashes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) % hashes.length;
	return slot;
}

/** Never 0, which marks a free slot. */
function hashOf(key: string): number {
	const bytes = createHash('sha1').update(key).digest();
	return bytes.readUIntBE(0, 6) * 16 + (bytes[6] & 15) + 1;
}
