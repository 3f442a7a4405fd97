import { countRates, type StoreTx } from '../store';

interface Limit {
	readonly max: number;
	readonly perMinutes: number;
}

/** Counts requests per sender, and says which of them are over the limit. */
export async function overLimit(tx: StoreTx, senders: readonly string[], { max, perMinutes }: Limit): Promise<boolean[]> {
	const before = await countRates(tx, { about: 'capture', perMinutes }, senders);
	return before.map((count) => count >= max);
}
