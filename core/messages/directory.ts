import { ChannelFault, type ChannelTools } from '../channels/channel';
import type { WeComCredential } from '../channels/weCom/credential';
import { userIdByMobile } from '../channels/weCom/directory';
import { clock } from '../clock';
import type { CrmRecord, Sender } from '../crm';
import { takeKeyTurns, type Session } from '../records';
import { objects } from '../schema/objects';
import { changedRecord, recordsById, recordsByKey, returnPlaces, takePlaces, writeChanges, type Rate } from '../store';
import { toolsOf } from './tools';
import { step } from './transaction';

const user = objects.get('user');

/** Whoever asks for many that are not there is shut out for a day, so that a number is asked for once in a week, by all workers together. */
const askOnce: Rate = { about: 'weCom.userByMobile', max: 1, per: { minutes: 7 * 1440 } };

/** Users of whom only the mobile number is known get the WeCom user ID that belongs to it, once and for all; gives those that changed. */
export async function findWeComIds(session: Session, senders: readonly Sender[], users: readonly CrmRecord[]): Promise<CrmRecord[]> {
	const sender = senders.find(({ channel }) => channel.id === 'weComApp');
	const unknown = users.filter(({ weComUserId, mobile }) => weComUserId === null && typeof mobile === 'string');
	if (!sender || unknown.length === 0) return [];
	const found = await askDirectory(session, sender, [...new Set(unknown.map(({ mobile }) => String(mobile)))]);
	const byUser = new Map(unknown.flatMap(({ id, mobile }) => (found.has(String(mobile)) ? [[id, String(found.get(String(mobile)))]] : [])));
	return byUser.size === 0 ? [] : await keepIds(session, byUser);
}

/** Ids by number. Where WeCom does not answer, another channel tells them, and the rest are asked for next time. */
async function askDirectory(session: Session, sender: Sender, mobiles: readonly string[]): Promise<Map<string, string>> {
	const tools = toolsOf(session, sender) as ChannelTools<WeComCredential>;
	const account = sender.channel.senderOf(tools.credential);
	const placeOf = (mobile: string) => [{ rate: askOnce, thing: `${account} ${mobile}` }];
	const at = clock.now();
	const until = await step(session, async (tx) => await takePlaces(tx, { turns: 'budget' }, mobiles.map(placeOf)));
	const fresh = mobiles.filter((_, i) => until[i] === undefined);
	const found = new Map<string, string>();
	for (const [i, mobile] of fresh.entries()) {
		try {
			const weComUserId = await userIdByMobile(tools, mobile);
			if (weComUserId !== undefined) found.set(mobile, weComUserId);
		} catch (error) {
			if (!(error instanceof ChannelFault)) throw error;
			await step(
				session,
				async (tx) =>
					await returnPlaces(
						tx,
						fresh.slice(i).map((left) => ({ places: placeOf(left), at })),
					),
			);
			break;
		}
	}
	return found;
}

/** An id that another user has already stays with that one, and of one that two would get nobody knows whose it is. */
async function keepIds(session: Session, found: ReadonlyMap<string, string>): Promise<CrmRecord[]> {
	const once = [...Map.groupBy(found.values(), (id) => id)].flatMap(([id, users]) => (users.length === 1 ? [[id]] : []));
	const key = { fields: ['weComUserId'], tuples: once };
	return await step(session, async (tx) => {
		const records = await recordsById(tx, user, { ids: found.keys(), scope: { kind: 'all' }, lock: 'change' });
		await takeKeyTurns(tx, user, key);
		const taken = await recordsByKey(tx, user, key);
		const free = new Set(once.flatMap(([id]) => (taken.has(JSON.stringify([id])) ? [] : [id])));
		const changes = [...records.values()].flatMap((before) => {
			const weComUserId = found.get(before.id);
			if (before.weComUserId !== null || weComUserId === undefined || !free.has(weComUserId)) return [];
			return [{ object: user, before, after: changedRecord(before, { weComUserId }) }];
		});
		await writeChanges(tx, changes);
		return changes.map(({ after }) => after);
	});
}
