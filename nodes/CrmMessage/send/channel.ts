import type { IExecuteFunctions, INodeCredentialDescription } from 'n8n-workflow';

import { channelOf, channels } from '../../../core';
import type { Channel } from '../../../core/channels/channel';
import { credentialTrials } from '../../../core/channels/credentialTrials';
import type { Sender } from '../../../core/crm';
import { listEntries } from '../../../core/filter';
import type { Text } from '../../../core/text';
import { databaseCredentials } from '../../shared/databaseChoice';
import { httpOf } from '../../shared/http';
import type { Parameters } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';

export const channelLabel: Text = { en: 'Channel', 'zh-CN': '渠道' };

/** Choices of a channel, in the order of the registry. */
export const channelOptions = channels.map(({ id, label }) => ({ name: label, value: id }));

const outbox = channels[0];

/** Its credential hangs on it, so that it is the same for all items. */
export const channelProperty: PropertySpec = {
	displayName: channelLabel,
	name: 'channel',
	type: 'options',
	noDataExpression: true,
	default: outbox.id,
	options: channelOptions,
	description: {
		en: 'How the message goes; the outbox keeps it in the CRM and needs no account',
		'zh-CN': '消息的发送方式；发件箱只在 CRM 中保存，无需账号',
	},
};

/** Operations that need the account of their channel. */
const using = ['send', 'sendVarious', 'tellUser', 'resolveUnclear'];

/** The database's, and that of the channel that is chosen; several channels may have the same. */
export const messageCredentials: INodeCredentialDescription[] = databaseCredentials.concat(
	[...Map.groupBy(channels, ({ credential }) => credential)].flatMap(([name, list]) =>
		name === undefined
			? []
			: [
					{
						name,
						required: true,
						...(name in credentialTrials && { testedBy: name }),
						displayOptions: { show: { resource: ['message'], operation: using, channel: list.map(({ id }) => id) } },
					},
				],
	),
);

/** Channels that reach colleagues, in the order in which they are tried; the outbox comes last, chosen or not. */
const tellChannels = ['weComApp', 'email', outbox.id].map(channelOf);

const tellLabel: Text = { en: 'Channels', 'zh-CN': '渠道' };

/**
 * Named as the channel of a message is: the credentials of those that are chosen hang on it. The outbox is among them, as
 * n8n's editor hides a parameter all of whose choices have a credential, and with it whatever that parameter depends on.
 */
export const tellChannelsProperty: PropertySpec = {
	displayName: tellLabel,
	name: 'channel',
	type: 'multiOptions',
	noDataExpression: true,
	ordered: true,
	default: [],
	options: tellChannels.map(({ id, label }) => ({ name: label, value: id })),
	description: {
		en: 'Tried in this order where the user has an address; without any the message stays in the outbox, which needs no account',
		'zh-CN': '按此顺序尝试用户有地址的渠道；都不选时消息保存在发件箱，无需账号',
	},
};

/** Channels that an item may name; a welcome must go within seconds, which its trigger sees to. */
const namedChannels = channels.filter(({ id }) => id !== 'weComWelcome');

/** Named as the channel of a message is, and with the outbox, for the same reasons. */
export const variousChannelsProperty: PropertySpec = {
	displayName: tellLabel,
	name: 'channel',
	type: 'multiOptions',
	noDataExpression: true,
	default: [],
	options: namedChannels.map(({ id, label }) => ({ name: label, value: id })),
	description: {
		en: 'The channels that items may name, each with its account; the outbox, which needs none, is always among them',
		'zh-CN': '数据可指定的渠道，并为每个渠道选择账号；发件箱无需账号，始终可用',
	},
};

export const channelOfLabel: Text = { en: 'Channel of the Item', 'zh-CN': '数据的渠道' };

/** By which of them an item goes. */
export const channelOfProperty: PropertySpec = {
	displayName: channelOfLabel,
	name: 'channelOf',
	type: 'string',
	required: true,
	default: '={{ $json.channel }}',
	description: {
		en: `One of ${namedChannels.map(({ id }) => id).join(', ')}, such as the step of a cadence names it`,
		'zh-CN': `可填 ${namedChannels.map(({ id }) => id).join('、')}，例如跟进计划的步骤所指定的渠道`,
	},
};

/** The chosen channels with their credentials, and the outbox. @throws CrmError */
export async function readNamedSenders(parameter: Parameters, context: IExecuteFunctions): Promise<Sender[]> {
	const chosen = listEntries(parameter.value('channel'));
	const used = namedChannels.filter((channel) => channel === outbox || chosen.includes(channel.id));
	return await Promise.all(used.map(async (channel) => await senderOf(channel, context)));
}

/** The channels chosen for colleagues with their credentials, and the outbox. @throws CrmError */
export async function readSenders(parameter: Parameters, context: IExecuteFunctions): Promise<Sender[]> {
	const chosen = listEntries(parameter.value('channel'));
	const tried = tellChannels.filter((channel) => channel === outbox || chosen.includes(channel.id));
	return await Promise.all(tried.map(async (channel) => await senderOf(channel, context)));
}

/** The chosen channel. @throws CrmError */
export const readChannel = (parameter: Parameters): Channel => channelOf(parameter.requiredText('channel', channelLabel));

/** The chosen channel with its credential and n8n's way to make requests. @throws CrmError */
export async function readSender(parameter: Parameters, context: IExecuteFunctions): Promise<Sender> {
	return await senderOf(readChannel(parameter), context);
}

async function senderOf(channel: Channel, context: IExecuteFunctions): Promise<Sender> {
	const fields = channel.credential === undefined ? {} : await context.getCredentials(channel.credential);
	return { channel, fields, http: httpOf(context), warn: (text, cause) => context.logger.warn(text, { cause }) };
}
