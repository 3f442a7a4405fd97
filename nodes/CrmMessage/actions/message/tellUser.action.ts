import type { Sender, SendOutcome, TellInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { simplifyProperty } from '../../../shared/simplify';
import { readSenders, tellChannelsProperty } from '../../send/channel';
import { readText, textProperties } from '../../send/content';
import { readAttachments, readMore, tellOptions } from '../../send/options';
import { emitOutcome } from '../../send/outcomeItem';

type Params = Omit<TellInput, 'item'> & { readonly simplify: boolean };

export const tellUser = defineAction<Params, SendOutcome, Sender[]>({
	resource: 'message',
	operation: 'tellUser',
	text: { en: ['Tell a User', 'Tell a user something'], 'zh-CN': ['通知用户', '通知内部用户'] },
	description: {
		en: 'Tell a colleague by the first of the channels that works; the outbox takes what none of them can',
		'zh-CN': '通过第一个可用的渠道通知同事；都不可用时保存到发件箱',
	},
	properties: [locatorFor('user'), tellChannelsProperty, ...textProperties, simplifyProperty, tellOptions],
	read: (parameter) => ({
		userId: readLocator(parameter, 'user'),
		...readText(parameter),
		...readMore(parameter),
		attachments: readAttachments(parameter),
		simplify: parameter.flag('simplify'),
	}),
	settings: readSenders,
	run: async (crm, inputs, senders) => await crm.messages.tell(inputs, senders),
	emit: (outcome, { simplify }) => emitOutcome(outcome, simplify).map(({ json }) => ({ json })),
});
