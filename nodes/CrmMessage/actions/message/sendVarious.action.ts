import type { NewMessage, Sender, SendOptions, SendOutcome, WaitingMessage } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import type { Parameters } from '../../../shared/parameters';
import { simplifyProperty } from '../../../shared/simplify';
import { channelOfLabel, channelOfProperty, readNamedSenders, variousChannelsProperty } from '../../send/channel';
import { anyContentProperties, readContent } from '../../send/content';
import { readAttachments, readMore, readWithinHours, sendOptions } from '../../send/options';
import { emitOutcome, remarkRepeated, sendOutputs } from '../../send/outcomeItem';
import { forNew, readRecipient, recipientProperties } from '../../send/recipient';

type Params = (NewMessage | WaitingMessage) & { readonly channel?: string; readonly simplify: boolean };

function readMessage(parameter: Parameters): Params {
	const to = readRecipient(parameter);
	const simplify = parameter.flag('simplify');
	const attachments = readAttachments(parameter);
	if ('messageId' in to) return { ...to, attachments, simplify };
	const channel = parameter.text('channelOf', channelOfLabel);
	return { ...to, channel, ...readContent(parameter), ...readMore(parameter), attachments, simplify };
}

export const sendVarious = defineAction<Params, SendOutcome, { senders: Sender[]; options: SendOptions }>({
	resource: 'message',
	operation: 'sendVarious',
	text: { en: ['Send on Various Channels', 'Send messages on various channels'], 'zh-CN': ['按各自渠道发送', '按各自渠道发送消息'] },
	description: {
		en: 'Send each message by the channel that its item names, and deferred messages by their own',
		'zh-CN': '按每条数据指定的渠道发送；已推迟的消息按其自身的渠道发送',
	},
	properties: [
		variousChannelsProperty,
		...recipientProperties,
		forNew(channelOfProperty),
		...anyContentProperties,
		simplifyProperty,
		sendOptions,
	],
	outputs: sendOutputs,
	errorOutput: 'refused',
	remark: remarkRepeated,
	read: readMessage,
	settings: async (parameter, context) => ({
		senders: await readNamedSenders(parameter, context),
		options: { sendLater: parameter.flag('options.sendLater'), withinHours: readWithinHours(parameter) },
	}),
	run: async (crm, inputs, { senders, options }) => await crm.messages.sendVarious(inputs, senders, options),
	emit: (outcome, { simplify }) => emitOutcome(outcome, simplify),
});
