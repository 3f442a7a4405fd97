import type { Budget, Channel } from '../../channels/channel';
import { returnPlaces, takePlaces, type Place, type Queue, type Rate, type StoreTx } from '../../store';
import type { Applicant } from './applicant';
import type { OpenTimes } from './hours';
import type { SendRules } from './rules';

interface Asked {
	readonly channel: Channel;
	readonly account: string;
	readonly rules: SendRules;
	readonly times: Pick<OpenTimes, 'timeZone'>;
	/** Those of the same call who found no room before. */
	readonly queue: Queue;
}

/** Says what messages to an address are counted by: the channel's own budgets of recipients and accounts, and those of the policy. */
function budgetsOf({ channel, account, rules, times }: Asked): (address: string) => Place[] {
	const { sender = [], recipient = [] } = channel.budgets;
	const { perMinute = 0, perDay = 0 } = rules.channel(channel.id) ?? {};
	const rates = (kind: string, budgets: readonly Budget[]): Rate[] =>
		budgets.map(({ max, perMinutes }, i) => ({ about: `${channel.id}.${kind}${i}`, max, per: { minutes: perMinutes } }));
	const ofRecipient = rates('to', recipient);
	const ofAccount = rates('of', [...sender, ...(perMinute > 0 ? [{ max: perMinute, perMinutes: 1 }] : [])]);
	// A vendor's day, and a company's, is the calendar's.
	if (perDay > 0) ofAccount.push({ about: `${channel.id}.day`, max: perDay, per: { dayIn: times.timeZone } });
	const places = (of: readonly Rate[], thing: string): Place[] => of.map((rate) => ({ rate, thing }));
	return (address) => [...places(ofRecipient, `${account} ${address}`), ...places(ofAccount, account)];
}

/**
 * Takes messages out of the budgets, in their order, in the transaction that reserves them; one that has a place already
 * gives it back first. Gives for each when there is room again, in milliseconds; undefined for one that got its place in
 * all of them.
 */
export async function takeBudgets(tx: StoreTx, asked: Asked, applicants: readonly Applicant[]): Promise<Array<number | undefined>> {
	const budgets = budgetsOf(asked);
	const requests = applicants.map(({ address = '', reserved }) => ({ places: budgets(address), reserved }));
	await returnPlaces(
		tx,
		requests.flatMap(({ places, reserved }) => (reserved ? [{ places, at: Date.parse(reserved.at) }] : [])),
	);
	return await takePlaces(
		tx,
		{ turns: 'budget', queue: asked.queue },
		requests.map(({ places }) => places),
	);
}
