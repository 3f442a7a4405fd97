import type { Channel } from '../../../../core/channels/channel';
import type { NewMessage, Preview } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';
import { localise } from '../../../shared/property';
import { channelProperty, readChannel } from '../../send/channel';
import { contentProperties, readContent } from '../../send/content';
import { previewOptions, readMore } from '../../send/options';
import { newRecipientProperties, readNewRecipient } from '../../send/recipient';

export const previewMessage = defineAction<NewMessage, Preview, Channel>({
	resource: 'message',
	operation: 'preview',
	text: { en: ['Preview', 'Preview a message'], 'zh-CN': ['预览', '预览消息'] },
	description: {
		en: 'Show a message as it would be sent now, how long it is, and what the rules say; nothing is sent',
		'zh-CN': '显示消息当前的发送效果、长度以及规则判断，不会发送',
	},
	properties: [channelProperty, ...newRecipientProperties, ...contentProperties, previewOptions],
	read: (parameter) => ({ recipient: readNewRecipient(parameter), ...readContent(parameter), ...readMore(parameter) }),
	settings: readChannel,
	run: async (crm, inputs, channel) => await crm.messages.preview(inputs, channel),
	emit: (preview) => [{ json: localise(preview, instanceLocale()) as Record<string, unknown> }],
});
