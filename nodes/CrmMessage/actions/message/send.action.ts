import type { NewMessage, Sender, SendOptions, SendOutcome, WaitingMessage } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import type { Parameters } from '../../../shared/parameters';
import { simplifyProperty } from '../../../shared/simplify';
import { channelProperty, readSender } from '../../send/channel';
import { welcomeCodeProperty } from '../../send/channelData';
import { contentProperties, readContent } from '../../send/content';
import { readAttachments, readMore, readWithinHours, sendOptions } from '../../send/options';
import { emitOutcome, remarkRepeated, sendOutputs } from '../../send/outcomeItem';
import { readRecipient, recipientProperties } from '../../send/recipient';

type Params = (NewMessage | WaitingMessage) & { readonly simplify: boolean };

function readMessage(parameter: Parameters): Params {
	const to = readRecipient(parameter);
	const simplify = parameter.flag('simplify');
	const attachments = readAttachments(parameter);
	if ('messageId' in to) return { ...to, attachments, simplify };
	return { ...to, ...readContent(parameter), ...readMore(parameter), attachments, simplify };
}

export const sendMessage = defineAction<Params, SendOutcome, { sender: Sender; options: SendOptions }>({
	resource: 'message',
	operation: 'send',
	text: { en: ['Send', 'Send a message'], 'zh-CN': ['发送', '发送消息'] },
	description: {
		en: 'Fill in, ask the rules, send once and record what became of it',
		'zh-CN': '填入变量、检查规则、只发送一次并记录结果',
	},
	properties: [channelProperty, ...recipientProperties, ...contentProperties, welcomeCodeProperty, simplifyProperty, sendOptions],
	outputs: sendOutputs,
	errorOutput: 'refused',
	remark: remarkRepeated,
	read: readMessage,
	settings: async (parameter, context) => ({
		sender: await readSender(parameter, context),
		options: { sendLater: parameter.flag('options.sendLater'), withinHours: readWithinHours(parameter) },
	}),
	run: async (crm, inputs, { sender, options }) => await crm.messages.send(inputs, sender, options),
	emit: (outcome, { simplify }) => emitOutcome(outcome, simplify),
});
