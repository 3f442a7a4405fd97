import { createHash } from 'node:crypto';

/**
 * Remembers which keys a dry run has met. A key takes eight bytes whatever it is, so that a million rows stay small; with
 * 52 bits of a hash, two different keys of a million are taken for one with a chance of one in ten thousand.
 */
export class SeenKeys {
	#slots = new Float64Array(1024);
	#count = 0;

	has(key: string): boolean {
		const hash = hashOf(key);
		return this.#slots[this.#slotOf(this.#slots, hash)] === hash;
	}

	add(key: string): void {
		if (this.#count * 2 >= this.#slots.length) this.#grow();
		const hash = hashOf(key);
		const slot = this.#slotOf(this.#slots, hash);
		if (this.#slots[slot] === hash) return;
		this.#slots[slot] = hash;
		this.#count += 1;
	}

	/** The slot that holds the hash, or the free one where it belongs. */
	#slotOf(slots: Float64Array, hash: number): number {
		let slot = hash % slots.length;
		while (slots[slot] !== 0 && slots[slot] !== hash) slot = (slot + 1) % slots.length;
		return slot;
	}

	#grow(): void {
		const larger = new Float64Array(this.#slots.length * 2);
		for (const hash of this.#slots) if (hash !== 0) larger[this.#slotOf(larger, hash)] = hash;
		this.#slots = larger;
	}
}

/** Never 0, which marks a free slot. */
function hashOf(key: string): number {
	const bytes = createHash('sha1').update(key).digest();
	return bytes.readUIntBE(0, 6) * 16 + (bytes[6] & 15) + 1;
}
