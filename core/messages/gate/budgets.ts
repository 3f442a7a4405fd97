import type { Budget, Channel } from '../../channels/channel';
import { countRates, uncountRates, windowEnd, type Rate, type StoreTx } from '../../store';
import type { SendRules } from './rules';

/** One budget of a channel, and what of a message it is counted by. */
interface Counted extends Budget {
	readonly rate: Rate;
	thingOf(address: string): string;
}

/** The budgets of an account and of its recipients: the channel's own, and those of the policy. */
function budgetsOf(channel: Channel, account: string, rules: SendRules): Counted[] {
	const { sender = [], recipient = [] } = channel.budgets;
	const own = rules.channel(channel.id);
	const more: Budget[] = [];
	if (own && own.perMinute > 0) more.push({ max: own.perMinute, perMinutes: 1 });
	if (own && own.perDay > 0) more.push({ max: own.perDay, perMinutes: 1440 });
	const about = (kind: string, { perMinutes }: Budget, i: number): Rate => ({ about: `${channel.id}.${kind}${i}`, perMinutes });
	return [
		...recipient.map((budget, i) => ({ ...budget, rate: about('to', budget, i), thingOf: (address: string) => `${account} ${address}` })),
		...[...sender, ...more].map((budget, i) => ({ ...budget, rate: about('of', budget, i), thingOf: () => account })),
	];
}

interface Asked {
	readonly channel: Channel;
	readonly account: string;
	readonly rules: SendRules;
}

/**
 * Takes messages out of the budgets, in their order, in the transaction that reserves them. Gives for each when there is
 * room again, in milliseconds; undefined for one that got its place in all of them.
 */
export async function takeBudgets(
	tx: StoreTx,
	{ channel, account, rules }: Asked,
	addresses: readonly string[],
): Promise<Array<number | undefined>> {
	const until: Array<number | undefined> = addresses.map(() => undefined);
	const budgets = budgetsOf(channel, account, rules);
	const taken: Array<{ budget: Counted; places: number[] }> = [];
	for (const budget of budgets) {
		const places = [...addresses.keys()].filter((i) => until[i] === undefined);
		if (places.length === 0) break;
		const before = await countRates(
			tx,
			budget.rate,
			places.map((i) => budget.thingOf(addresses[i])),
		);
		places.forEach((i, n) => {
			if (before[n] >= budget.max) until[i] = windowEnd(budget.rate);
		});
		taken.push({ budget, places });
	}
	for (const { budget, places } of taken) {
		const back = places.filter((i) => until[i] !== undefined).map((i) => budget.thingOf(addresses[i]));
		if (back.length > 0) await uncountRates(tx, budget.rate, back);
	}
	return until;
}
