import type { Purpose } from '../channels/channel';
import { addressKey, linksOf, linksOfMessage, peopleByAddress, writeConsents, type Links, type People, type Said } from '../consents';
import type { InboundResult } from '../inboundTypes';
import { withoutTokens } from '../pages';
import type { CrmRecord } from '../recordTypes';
import { objects } from '../schema/objects';
import type { CrmObject } from '../schema/types';
import { breathe, changedRecord, newRecord, writeChanges, type Change, type StoreTx } from '../store';
import type { Received } from './notice';
import type { Outbound } from './outbound';

const message = objects.get('message');

/** What a refusal by message takes back; what belongs to an order goes on. */
export const refused: readonly Purpose[] = ['marketing', 'care'];

export interface ReceivedInput {
	readonly notice: Received;
	readonly item: number;
	/** The member who wrote, where it was one. */
	readonly userId?: string;
}

/** Writes what people wrote, moves the last contact of whoever it was, and heeds those who refuse. One result each, in their order. */
export async function writeReceived(tx: StoreTx, list: readonly ReceivedInput[], outbound: Outbound): Promise<InboundResult[]> {
	const people = await peopleByAddress(
		tx,
		list.map(({ notice }) => notice.from),
		'change',
	);
	const changes: Change[] = [];
	const contacts = new Map<string, Change>();
	const said: Said[] = [];
	const results: InboundResult[] = [];
	for (const { notice, item, userId } of list) {
		await breathe();
		const { from } = notice;
		const about = outbound.named(notice.answers, notice.messageIds, undefined) ?? outbound.lastTo(from, notice.at);
		const found = people.get(addressKey(from));
		const links = found ? linksOf(found) : about ? linksOfMessage(about) : nobody;
		const record = newRecord(message, { ...fieldsOf(notice), ...links, userId, inReplyToId: about?.id });
		changes.push({ object: message, after: record, item, emits: notice.automatic ? [] : ['message.received'] });
		if (notice.optOut)
			said.push(...refused.map((purpose) => ({ ...from, links, purpose, state: 'withdrawn' as const, ...proofOf(notice), item })));
		if (!notice.automatic && found) touch(contacts, found, notice.at, item);
		const kind = notice.automatic ? 'automatic' : about ? 'reply' : 'message';
		const known = found !== undefined || about !== undefined || userId !== undefined;
		results.push({ kind, message: record, about, known, optedOut: notice.optOut, repeated: false });
	}
	await writeChanges(tx, [...changes, ...contacts.values()]);
	await writeConsents(tx, said);
	return results;
}

const nobody: Links = { leadId: null, contactId: null, customerId: null };

const proofOf = ({ at, channel, body }: Received) => ({ at, source: channel, proof: withoutTokens(body).slice(0, 200) });

function fieldsOf(notice: Received): Record<string, unknown> {
	const { channel, at, from, name, attachments, id } = notice;
	const [subject, body, html] = [notice.subject, notice.body, notice.html].map((text) => text && withoutTokens(text));
	return {
		direction: 'inbound',
		status: 'received',
		at,
		channel,
		addressKind: from.addressKind,
		address: from.address,
		recipientName: name,
		subject,
		body,
		html,
		attachments: attachments.length > 0 ? attachments : null,
		providerId: id.slice(0, 300),
	};
}

/** Moves the last contact forward, never back; of a record that several wrote about, once. */
function touch(changes: Map<string, Change>, people: People, at: string, item: number): void {
	for (const [name, before] of Object.entries(people) as Array<[keyof People, CrmRecord]>) {
		const object: CrmObject = objects.get(name);
		const current = changes.get(before.id)?.after ?? before;
		if (typeof current.lastActivityAt === 'string' && current.lastActivityAt >= at) continue;
		const after = changedRecord(current, { lastActivityAt: at });
		changes.set(before.id, { object, before, after: { ...after, version: before.version + 1 }, item });
	}
}
