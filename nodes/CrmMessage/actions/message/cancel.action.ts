import type { CrmRecord, MessageInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { simplifyProperty } from '../../../shared/simplify';
import { shownMessage } from '../../send/outcomeItem';

type Params = Omit<MessageInput, 'item'> & { readonly simplify: boolean };

export const cancelMessage = defineAction<Params, CrmRecord>({
	resource: 'message',
	operation: 'cancel',
	text: { en: ['Cancel', 'Cancel a deferred message'], 'zh-CN': ['取消', '取消已推迟的消息'] },
	description: {
		en: 'Call off a message that was deferred, and the due work that would have sent it',
		'zh-CN': '取消已推迟的消息及其到期事项',
	},
	properties: [locatorFor('message'), simplifyProperty],
	read: (parameter) => ({ messageId: readLocator(parameter, 'message'), simplify: parameter.flag('simplify') }),
	run: async (crm, inputs) => await crm.messages.cancel(inputs),
	emit: (message, { simplify }) => [{ json: shownMessage(message, simplify) }],
});
