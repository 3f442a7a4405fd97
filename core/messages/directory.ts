import { ChannelFault, type ChannelTools } from '../channels/channel';
import type { WeComCredential } from '../channels/weCom/credential';
import { userIdByMobile } from '../channels/weCom/directory';
import type { CrmRecord, Sender } from '../crm';
import type { Session } from '../records';
import { objects } from '../schema/objects';
import { changedRecord, recordsById, recordsByKey, writeChanges } from '../store';
import { toolsOf } from './tools';
import { step } from './transaction';

const user = objects.get('user');

/** Users of whom only the mobile number is known get the WeCom user ID that belongs to it, once and for all; gives those that changed. */
export async function findWeComIds(session: Session, senders: readonly Sender[], users: readonly CrmRecord[]): Promise<CrmRecord[]> {
	const sender = senders.find(({ channel }) => channel.id === 'weComApp');
	const unknown = users.filter(({ weComUserId, mobile }) => weComUserId === null && typeof mobile === 'string');
	if (!sender || unknown.length === 0) return [];
	const found = await askDirectory(toolsOf(session, sender) as ChannelTools<WeComCredential>, unknown);
	return found.size === 0 ? [] : await keepIds(session, found);
}

/** Ids by user. Where WeCom does not answer, another channel tells them. */
async function askDirectory(tools: ChannelTools<WeComCredential>, users: readonly CrmRecord[]): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (const { id, mobile } of new Map(users.map((record) => [record.id, record])).values()) {
		try {
			const weComUserId = await userIdByMobile(tools, String(mobile));
			if (weComUserId !== undefined) found.set(id, weComUserId);
		} catch (error) {
			if (!(error instanceof ChannelFault)) throw error;
			return found;
		}
	}
	return found;
}

/** An id that another user has already stays with that one. */
async function keepIds(session: Session, found: ReadonlyMap<string, string>): Promise<CrmRecord[]> {
	return await step(session, async (tx) => {
		const records = await recordsById(tx, user, { ids: found.keys(), scope: { kind: 'all' }, lock: 'change' });
		const taken = await recordsByKey(tx, user, { fields: ['weComUserId'], tuples: [...found.values()].map((id) => [id]) });
		const changes = [...records.values()].flatMap((before) => {
			const weComUserId = found.get(before.id);
			if (before.weComUserId !== null || taken.has(JSON.stringify([weComUserId]))) return [];
			return [{ object: user, before, after: changedRecord(before, { weComUserId }) }];
		});
		await writeChanges(tx, changes);
		return changes.map(({ after }) => after);
	});
}
