import type { Outcome } from '../context';
import type { CrmRecord, NewMessage, Sender, SendOutcome, TellInput } from '../crm';
import { Batch, type Session } from '../records';
import { objects } from '../schema/objects';
import { keptKey, recordsByKey } from '../store';
import { cancelMessages } from './cancel';
import { outcomeOf } from './outcome';
import { findWeComIds } from './directory';
import { settleOverdue } from './overdue';
import { findRecords, liveRecord } from './people';
import { prepareNew } from './prepare';
import { sendMessages } from './send';
import { CrmError } from '../errors';
import { mayGoAgain } from './waiting';

const message = objects.get('message');

/** States in which a message certainly did not reach anybody, nor will. */
const gone = new Set(['failed', 'refused', 'cancelled']);

interface Telling {
	readonly session: Session;
	readonly batch: Batch<TellInput, SendOutcome>;
	readonly users: Map<number, CrmRecord>;
}

/**
 * Tells users something on the first of the channels on which each can be reached; on the next one only when it certainly
 * did not go out. With a step or a key once, whichever channel it took.
 * @param senders in the order in which they are tried
 */
export async function tellUsers(
	session: Session,
	inputs: readonly TellInput[],
	senders: readonly Sender[],
): Promise<Array<Outcome<SendOutcome>>> {
	const batch = new Batch<TellInput, SendOutcome>(inputs);
	const users = await findUsers(session, batch);
	const telling = { session, batch, users };
	await checkTexts(telling, senders);
	batch.settle(session.context.partial);
	await answerTold(telling, senders);
	await addWeComIds(telling, senders);
	for (const [at, sender] of senders.entries()) {
		const rest = senders.slice(at + 1);
		await tellBy(telling, sender, (user) => rest.some(({ channel }) => channel.addressOf(user, 'user') !== undefined));
	}
	for (const index of openOf(telling)) batch.fail(index, unreachable());
	return batch.outcomes();
}

const openOf = ({ batch }: Telling): number[] => [...batch.inputs.keys()].filter((index) => batch.isOpen(index));

async function findUsers(session: Session, batch: Telling['batch']): Promise<Map<number, CrmRecord>> {
	const wanted = batch.inputs.map(({ userId }) => ({ object: 'user', id: userId }));
	const found = await findRecords(session, wanted);
	const users = new Map<number, CrmRecord>();
	for (const [index, reference] of wanted.entries()) {
		try {
			users.set(index, liveRecord(session, found, reference));
		} catch (error) {
			if (!(error instanceof CrmError)) throw error;
			batch.fail(index, error);
		}
	}
	return users;
}

/** What is wrong with a text is known before anybody is told anything; the last channel takes all texts. */
async function checkTexts({ session, batch }: Telling, senders: readonly Sender[]): Promise<void> {
	const last = senders.at(-1);
	if (!last) return;
	const asked = [...batch.inputs.entries()].flatMap(([index, input]) =>
		batch.isOpen(index) ? [{ index, input: messageTo(input, last) }] : [],
	);
	await prepareNew({ session, channel: last.channel, batch }, asked);
}

/** The message by one channel; its key is the channel's own, so that the next one may be tried after it failed. */
function messageTo({ item: _, userId, step, idempotencyKey, ...rest }: TellInput, { channel }: Sender): NewMessage {
	const said = idempotencyKey === undefined ? step && [userId, rest.about?.object, rest.about?.id, step] : [userId, idempotencyKey];
	return {
		...rest,
		recipient: { object: 'user', id: userId },
		...(said && { idempotencyKey: `tell ${JSON.stringify(said)} ${channel.id}` }),
	};
}

/** Whoever was told, or may have been, is not told again by another channel, also when an address was added since. */
async function answerTold(telling: Telling, senders: readonly Sender[]): Promise<void> {
	const { session, batch } = telling;
	await settleOverdue(session);
	const keys = new Map<string, number[]>();
	for (const index of openOf(telling)) {
		for (const sender of senders) {
			const { idempotencyKey } = messageTo(batch.inputs[index], sender);
			if (idempotencyKey === undefined) continue;
			const key = keptKey('message', idempotencyKey);
			keys.set(key, [...(keys.get(key) ?? []), index]);
		}
	}
	if (keys.size === 0) return;
	const tuples = [...keys.keys()].map((key) => [key]);
	const stored = await recordsByKey(session.store.read, message, { fields: ['key'], tuples });
	for (const record of stored.values()) {
		// One that certainly did not go, and may now, is taken up again below.
		if (mayGoAgain(record) || gone.has(String(record.status))) continue;
		for (const index of keys.get(String(record.key)) ?? []) batch.done(index, outcomeOf(record, { repeated: true }));
	}
}

async function addWeComIds({ session, batch, users }: Telling, senders: readonly Sender[]): Promise<void> {
	const open = [...users].filter(([index]) => batch.isOpen(index));
	const changed = await findWeComIds(
		session,
		senders,
		open.map(([, user]) => user),
	);
	const byId = new Map(changed.map((user) => [user.id, user]));
	for (const [index, user] of open) users.set(index, byId.get(user.id) ?? user);
}

async function tellBy(telling: Telling, sender: Sender, hasNext: (user: CrmRecord) => boolean): Promise<void> {
	const { session, batch, users } = telling;
	const reachable = openOf(telling).filter((index) => sender.channel.addressOf(users.get(index) as CrmRecord, 'user') !== undefined);
	if (reachable.length === 0) return;
	const inputs = reachable.map((index) => ({ ...messageTo(batch.inputs[index], sender), item: batch.inputs[index].item }));
	const outcomes = await sendMessages({ ...session, context: { ...session.context, partial: true } }, inputs, sender);
	const dropped: Array<{ item: number; messageId: string }> = [];
	for (const [i, index] of reachable.entries()) {
		const outcome = outcomes[i];
		const next = hasNext(users.get(index) as CrmRecord);
		if (!outcome.ok && !next) batch.fail(index, outcome.error);
		if (!outcome.ok) continue;
		const { message: record } = outcome.value;
		const isWaiting = record.status === 'deferred';
		if (next && isWaiting) dropped.push({ item: inputs[i].item, messageId: record.id });
		else if (!next || !gone.has(String(record.status))) batch.done(index, outcome.value);
	}
	// What waits would go later, when another channel has told it already.
	if (dropped.length > 0) await cancelMessages({ ...session, context: { ...session.context, partial: true } }, dropped);
}

const unreachable = () =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The user cannot be reached on any of the channels', 'zh-CN': '该用户无法通过所选渠道联系' },
		{
			hint: {
				en: 'Fill in the email or the WeCom user ID with User → Update in a CRM node.',
				'zh-CN': '请在 CRM 节点中用“用户 → 更新”填写邮箱或企业微信账号。',
			},
			field: 'userId',
		},
	);
