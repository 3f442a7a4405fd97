import { CrmError } from '../errors';
import type { Channel } from './channel';
import { emailChannel } from './email/email';
import { outboxChannel } from './outbox/outbox';
import { smsAliyunChannel } from './smsAliyun/smsAliyun';
import { weComAppChannel } from './weComApp/weComApp';
import { weComMassChannel } from './weComMass/weComMass';
import { weComRobotChannel } from './weComRobot/weComRobot';
import { weComWelcomeChannel } from './weComWelcome/weComWelcome';

/** Every way to reach people, the default first. */
export const channels: readonly Channel[] = [
	outboxChannel,
	emailChannel,
	weComAppChannel,
	weComRobotChannel,
	weComWelcomeChannel,
	weComMassChannel,
	smsAliyunChannel,
];

/** @throws CrmError ValidationFailed for an id that no channel has */
export function channelOf(id: string): Channel {
	const found = channels.find((channel) => channel.id === id);
	if (found) return found;
	throw new CrmError(
		'ValidationFailed',
		{ en: 'There is no such channel', 'zh-CN': '没有该渠道' },
		{
			hint: {
				en: `Choose one of: ${channels.map((channel) => channel.id).join(', ')}.`,
				'zh-CN': `请选择以下渠道之一：${channels.map((channel) => channel.id).join('、')}。`,
			},
			field: 'channel',
		},
	);
}
