import { takePlaces, type Rate, type StoreTx } from '../store';

interface Limit {
	readonly max: number;
	readonly perMinutes: number;
}

/** Counts requests per sender, and says which of them are over the limit: those count for nothing. */
export async function overLimit(tx: StoreTx, senders: readonly string[], { max, perMinutes }: Limit): Promise<boolean[]> {
	const rate: Rate = { about: 'capture', max, per: { minutes: perMinutes } };
	const until = await takePlaces(
		tx,
		{ turns: 'sender' },
		senders.map((thing) => [{ rate, thing }]),
	);
	return until.map((time) => time !== undefined);
}
