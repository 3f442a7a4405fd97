import type { Channel, ChannelTools, Outgoing, SendResult } from '../channel';
import { escapeWeComMarkdown, escapeWeComText } from '../escapes';
import { notHanded, refusal } from '../provider/results';
import { callWeCom, type WeComAnswer } from '../weCom/api';
import { readWeComCredential, type WeComCredential } from '../weCom/credential';
import { weComCodes } from '../weCom/errorCodes';
import { contentOf, limits } from './content';

type Tools = ChannelTools<WeComCredential>;

/** A member's id as the platform allows it; the separator and `@all`, which is everybody, are none. */
const memberId = /^(?!@all$)[\w@.-]{1,64}$/i;

/** Messages of an own app to members of the company. https://developer.work.weixin.qq.com/document/path/90236 */
export const weComAppChannel: Channel<WeComCredential> = {
	id: 'weComApp',
	label: { en: 'WeCom App', 'zh-CN': '企业微信应用' },
	credential: 'weComApi',
	readCredential: readWeComCredential,
	senderOf: ({ corpId, agentId }) => `${corpId} ${agentId}`,
	addressKind: 'weComUserId',
	addressOf: ({ weComUserId }, object) => (object === 'user' && typeof weComUserId === 'string' ? weComUserId : undefined),
	forms: ['text', 'markdown', 'textCard', 'templateCard'],
	takes: { subject: true },
	escape: (value, form) => (form === 'markdown' ? escapeWeComMarkdown(value) : escapeWeComText(value)),
	limits,
	// What is over them disappears without a word.
	budgets: {
		recipient: [
			{ max: 30, perMinutes: 1 },
			{ max: 1000, perMinutes: 60 },
		],
	},
	batch: 1000,
	send: async (messages, tools) => {
		const results = new Map<Outgoing, SendResult>();
		const good = messages.filter((message) => memberId.test(message.address) || void results.set(message, badAddress));
		for (const round of rounds(good)) {
			for (const [message, result] of await sendRound(round, tools)) results.set(message, result);
		}
		return messages.map((message) => results.get(message) ?? badAddress);
	},
};

const badAddress = notHanded(weComCodes, 'INVALID_ADDRESS', 'not the user ID of a member');

/** One request names each member once. A card with buttons goes alone: its task id says which message was answered. */
function rounds(messages: readonly Outgoing[]): Outgoing[][] {
	if (messages.some(({ card }) => card?.buttons.some(({ key }) => key))) return messages.map((message) => [message]);
	const seen = new Map<string, number>();
	const list: Outgoing[][] = [];
	for (const message of messages) {
		const member = message.address.toLowerCase();
		const round = seen.get(member) ?? 0;
		seen.set(member, round + 1);
		(list[round] ??= []).push(message);
	}
	return list;
}

async function sendRound(messages: readonly Outgoing[], tools: Tools): Promise<Map<Outgoing, SendResult>> {
	const all = (result: SendResult) => new Map(messages.map((message) => [message, result]));
	const content = contentOf(messages[0]);
	if (!content.ok) return all(content.result);
	const members = messages.map(({ address }) => address);
	const body = { touser: members.join('|'), agentid: tools.credential.agentId, ...content.part };
	const call = await callWeCom(tools, { path: 'message/send', body, sends: true }, members);
	return call.ok ? new Map(messages.map((message) => [message, resultOf(message, call.answer)])) : all(call.result);
}

/** A request that went well may still have left some out. */
function resultOf({ address }: Outgoing, { msgid, response_code, invaliduser, unlicenseduser }: WeComAnswer): SendResult {
	const isAmong = (list: unknown) => typeof list === 'string' && list.toLowerCase().split('|').includes(address.toLowerCase());
	if (isAmong(invaliduser)) return refusal(weComCodes, { code: '81013', message: 'invaliduser' }, []);
	if (isAmong(unlicenseduser)) return refusal(weComCodes, { code: '701008', message: 'unlicenseduser' }, []);
	const data = typeof response_code === 'string' ? { responseCode: response_code } : undefined;
	return { status: 'sent', ...(typeof msgid === 'string' && { providerId: msgid }), ...(data && { data }) };
}
