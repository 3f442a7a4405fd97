import type { Channel, ChannelTools, Outgoing, SendResult } from '../channel';
import { cutBytes } from '../cutBytes';
import { escapeWeComText } from '../escapes';
import { refusal } from '../provider/results';
import { callWeCom, type WeComAnswer } from '../weCom/api';
import { readWeComCredential, type WeComCredential } from '../weCom/credential';
import { weComCodes } from '../weCom/errorCodes';
import { checkMass } from './check';

const limits = { body: { text: 4000 } } as const;

/**
 * Messages to customers in the name of a member, who confirms them on the phone: until then nobody gets anything.
 * The platform lets a customer get as many a month as the month has days, and says so when the member confirms.
 * https://developer.work.weixin.qq.com/document/path/92135
 */
export const weComMassChannel: Channel<WeComCredential> = {
	id: 'weComMass',
	label: { en: 'WeCom Customer Mass Message', 'zh-CN': '企业微信客户群发' },
	credential: 'weComApi',
	readCredential: readWeComCredential,
	senderOf: ({ corpId, agentId }) => `${corpId} ${agentId}`,
	addressKind: 'externalUserId',
	addressOf: ({ externalUserId }) => (typeof externalUserId === 'string' ? externalUserId : undefined),
	forms: ['text'],
	takes: {},
	escape: escapeWeComText,
	limits,
	budgets: {},
	batch: 10_000,
	send: async (messages, tools) => {
		const results = new Map<Outgoing, SendResult>();
		// A member confirms what goes out in the own name.
		for (const [sender, list] of Map.groupBy(messages, ({ data }) => data.sender ?? '')) {
			for (const [message, result] of await sendAs(sender, list, tools)) results.set(message, result);
		}
		return messages.map((message) => results.get(message)!);
	},
	check: checkMass,
};

async function sendAs(
	sender: string,
	messages: readonly Outgoing[],
	tools: ChannelTools<WeComCredential>,
): Promise<Array<[Outgoing, SendResult]>> {
	const customers = [...new Set(messages.map(({ address }) => address))];
	const body = {
		chat_type: 'single',
		external_userid: customers,
		...(sender && { sender }),
		text: { content: cutBytes(messages[0].body, limits.body.text) },
	};
	const call = await callWeCom(tools, { path: 'externalcontact/add_msg_template', body, sends: true }, customers);
	return messages.map((message) => [message, call.ok ? resultOf(message, call.answer) : call.result]);
}

function resultOf({ address, data }: Outgoing, { fail_list, msgid }: WeComAnswer): SendResult {
	if (Array.isArray(fail_list) && fail_list.includes(address)) return refusal(weComCodes, { code: '41048', message: 'fail_list' }, []);
	return { status: 'awaitingStaff', providerId: String(msgid), ...(data.sender && { data: { sender: data.sender } }) };
}
