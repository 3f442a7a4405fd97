import type { Channel } from '../channels/channel';
import { channelOf } from '../channels/registry';
import type { Outcome } from '../context';
import type { Sender, SendInput, SendOptions, SendOutcome, VariousInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, notFound, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, recordsById } from '../store';
import { isWaiting } from './call';
import { sendShares, type Share } from './send';

/** Sends each message by the channel it names, and one that was deferred by its own. */
export async function sendVarious(
	session: Session,
	inputs: readonly VariousInput[],
	senders: readonly Sender[],
	options: SendOptions = {},
): Promise<Array<Outcome<SendOutcome>>> {
	const batch = new Batch<SendInput, SendOutcome>(inputs.map(({ channel: _, ...input }) => input));
	const named = await channelsNamed(session, inputs, batch);
	const asked = new Map<Sender, Array<Share['asked'][number]>>();
	for (const [index, channel] of named) {
		const sender = senders.find((each) => each.channel.id === channel.id);
		if (!sender) batch.fail(index, notChosen(channel, senders));
		else asked.set(sender, [...(asked.get(sender) ?? []), { index, input: batch.inputs[index] }]);
		await breathe();
	}
	const shares = [...asked].map(([sender, list]) => ({ sender, asked: list }));
	await sendShares(session, batch, shares, options);
	return batch.outcomes();
}

/** The channel of each input; what names none is marked. */
async function channelsNamed(
	{ store, context }: Session,
	inputs: readonly VariousInput[],
	batch: Batch<SendInput, SendOutcome>,
): Promise<Map<number, Channel>> {
	const message = objects.get('message');
	const ids = inputs.flatMap((input) => (isWaiting(input) ? [input.messageId] : []));
	const waiting = ids.length > 0 ? await recordsById(store.read, message, { ids, scope: context.scope }) : undefined;
	const named = new Map<number, Channel>();
	for (const [index, input] of inputs.entries()) {
		await batch.attempt(index, () => {
			const record = isWaiting(input) ? waiting?.get(input.messageId) : undefined;
			if (isWaiting(input) && !record) throw notFound(message, input.messageId, false);
			const id = record ? String(record.channel) : input.channel;
			if (!id) throw noChannel();
			named.set(index, channelOf(id));
		});
		await breathe();
	}
	return named;
}

const noChannel = (): CrmError =>
	new CrmError(
		'ValidationFailed',
		{ en: 'The item does not say by which channel it goes', 'zh-CN': '该数据未指明发送渠道' },
		{
			hint: {
				en: 'Give Channel of the Item a value such as weComApp or email, for example from the field "channel" of the item.',
				'zh-CN': '请在“数据的渠道”中填写渠道，例如 weComApp 或 email，可引用数据中的 channel 字段。',
			},
			field: 'channelOf',
		},
	);

function notChosen({ label }: Channel, senders: readonly Sender[]): CrmError {
	const chosen = (locale: 'en' | 'zh-CN', comma: string) => senders.map(({ channel }) => channel.label[locale]).join(comma);
	return new CrmError(
		'ValidationFailed',
		{
			en: `The item goes by ${label.en}, which is not among the channels of this node (${chosen('en', ', ')})`,
			'zh-CN': `该数据的渠道为“${label['zh-CN']}”，不在此节点所选的渠道中（${chosen('zh-CN', '、')}）`,
		},
		{
			hint: {
				en: `Choose ${label.en} under Channels too, with its account.`,
				'zh-CN': `请在“渠道”中加选“${label['zh-CN']}”并选择其账号。`,
			},
			field: 'channel',
		},
	);
}
