import { clock } from '../../clock';
import { addressKey, linksOf, peopleByAddress, writeConsents } from '../../consents';
import type { CrmRecord } from '../../recordTypes';
import type { Session } from '../../records';
import { objects } from '../../schema/objects';
import { firstResults, keepResults, keptKey, recordsByKey, type StoreTx } from '../../store';
import type { StoredWeComEvent, WeComEvent } from '../../weComTypes';
import { completeByKey, scheduleWork } from '../../work';
import { bounded, idsIn, type Received } from '../notice';
import { outboundOf } from '../outbound';
import { pressCard } from './press';
import { refused, writeReceived } from '../writeReceived';

/** Milliseconds for which an event is known; the platform repeats it within a minute, and old calls are refused. */
const known = 7 * 86_400_000;

/** What is known of an event for its repeats. */
interface Known {
	readonly kind: string;
	/** What the platform is answered. */
	readonly reply?: string;
}

/** What became of an event. */
interface Stored {
	/** Absent for one that came before. */
	readonly event?: StoredWeComEvent;
	/** What takes the place of the clicker's buttons, also where the platform asks again. */
	readonly reply?: string;
}

/** Stores an event that did not come before, and does what follows from it, all in one transaction. */
export async function storeWeComEvent(session: Session, event: WeComEvent): Promise<Stored> {
	const key = keptKey('message.weCom', event.key);
	return await session.store.write(session.context, async (tx) => {
		const before = (await firstResults<Known>(tx, [key])).get(key);
		if (before) return { reply: before.reply };
		const user = await userOf(tx, event);
		const { reply, ...stored } = await storeNew(tx, session, event, user);
		await keepResults(tx, [{ key, result: { kind: event.kind, reply } satisfies Known, life: known }]);
		return { event: { ...stored, user }, reply };
	});
}

type New = StoredWeComEvent & Pick<Stored, 'reply'>;

async function storeNew(tx: StoreTx, session: Session, told: WeComEvent, user: CrmRecord | undefined): Promise<New> {
	const { event, reply, cardsOver, labelOn } = await pressCard(tx, session, told, user);
	const unlabelled = noticeOf(event);
	if (unlabelled) {
		const outbound = await outboundOf(tx, [unlabelled]);
		const label = labelOn(outbound.named([], unlabelled.messageIds, undefined));
		const notice = label === undefined ? unlabelled : { ...unlabelled, body: label };
		const [{ message, about }] = await writeReceived(tx, [{ notice, item: 0, userId: user?.id }], outbound);
		return { ...event, message, about, optedOut: false, cardsOver, reply };
	}
	await keepForLater(tx, event, user);
	return { ...event, optedOut: await heedRemoval(tx, event), reply };
}

const leftBehind = 'weCom.event';

/** Milliseconds in which a workflow is told of an event, the welcome message and all. */
const toldWithin = 120_000;

/**
 * The platform does not repeat what was answered, and nothing else is stored of a customer who was added: should n8n stop
 * before the workflow is told, due work tells it.
 */
async function keepForLater(tx: StoreTx, { kind, key, at, memberId, externalUserId, state }: WeComEvent, user?: CrmRecord): Promise<void> {
	if (kind !== 'contactAdded') return;
	const payload = {
		key,
		at,
		memberId: memberId ?? null,
		externalUserId: externalUserId ?? null,
		state: state ?? null,
		userId: user?.id ?? null,
	};
	await scheduleWork(tx, [{ kind: leftBehind, key, dueAt: new Date(clock.now() + toldWithin).toISOString(), payload }]);
}

/** The workflow is being told of an event. */
export async function weComGiven({ store, context }: Session, { key }: Pick<WeComEvent, 'key'>): Promise<void> {
	await store.write(context, async (tx) => await completeByKey(tx, [{ kind: leftBehind, key }]));
}

async function userOf(tx: StoreTx, { memberId }: WeComEvent): Promise<CrmRecord | undefined> {
	if (memberId === undefined) return undefined;
	const found = await recordsByKey(tx, objects.get('user'), { fields: ['weComUserId'], tuples: [[memberId]] });
	return [...found.values()].find(({ deletedAt }) => deletedAt === null);
}

/** What a member wrote or pressed, as a message. */
function noticeOf({ kind, key, at, memberId, text, card, raw }: WeComEvent): Received | undefined {
	if ((kind !== 'message' && kind !== 'cardClick') || memberId === undefined) return undefined;
	const chosen = card?.selected.map(({ question, options }) => `${question}: ${options.join(', ')}`) ?? [];
	const type = kind === 'message' ? String(raw.MsgType) : 'text';
	return {
		kind: 'received',
		id: kind === 'message' ? String(raw.MsgId) : key,
		channel: 'weComApp',
		at,
		from: { addressKind: 'weComUserId', address: memberId },
		body: bounded(text ?? [card?.buttonKey ?? '', ...chosen].join('\n'), 100_000),
		attachments: type === 'text' ? [] : [{ name: bounded(type, 255) }],
		answers: [],
		messageIds: idsIn(card?.taskId ?? ''),
		automatic: false,
		optOut: false,
	};
}

/** A customer who removes a member wants no more: taken like a refusal by message (channels.md, 客户联系). */
async function heedRemoval(tx: StoreTx, { kind, at, externalUserId, removedBy }: WeComEvent): Promise<boolean> {
	if (kind !== 'contactRemoved' || removedBy !== 'customer' || externalUserId === undefined) return false;
	const from = { addressKind: 'externalUserId', address: externalUserId } as const;
	const links = linksOf((await peopleByAddress(tx, [from])).get(addressKey(from)) ?? {});
	const said = { ...from, links, at, state: 'withdrawn', source: 'weComApp', proof: 'del_follow_user', item: 0 } as const;
	await writeConsents(
		tx,
		refused.map((purpose) => ({ ...said, purpose })),
	);
	return true;
}
