import { hash } from 'node:crypto';
import { HttpFault, type Channel, type ChannelTools, type Outgoing, type ProviderFault, type SendResult } from '../channel';
import { cutBytes } from '../cutBytes';
import { escapeWeComMarkdown, escapeWeComText } from '../escapes';
import { strangeAnswer, unanswered } from '../provider/results';
import { readWeCom, weComRefusal } from '../weCom/api';
import { readRobotCredential, type RobotCredential } from './credential';
import { robotCodes } from './errorCodes';

const limits = { body: { markdown: 4096, text: 2048 } } as const;

const timeout = 15_000;

/**
 * Messages into the group of a robot. It reaches that group and nobody else, so that whatever record a message is about
 * has an address, its own. https://developer.work.weixin.qq.com/document/path/91770
 */
export const weComRobotChannel: Channel<RobotCredential> = {
	id: 'weComRobot',
	label: { en: 'WeCom Group Robot', 'zh-CN': '企业微信群机器人' },
	credential: 'weComRobotApi',
	readCredential: readRobotCredential,
	// The key itself is a secret.
	senderOf: ({ key }) => `robot ${hash('sha256', key, 'hex').slice(0, 16)}`,
	addressKind: 'robot',
	addressOf: ({ id }) => id,
	forms: ['text', 'markdown'],
	takes: {},
	escape: (value, form) => (form === 'markdown' ? escapeWeComMarkdown(value) : escapeWeComText(value)),
	limits,
	budgets: { sender: [{ max: 20, perMinutes: 1 }] },
	batch: 1,
	send: async (messages, tools) => {
		const results: SendResult[] = [];
		for (const message of messages) results.push(await sendOne(message, tools));
		return results;
	},
};

function contentOf({ form, body, data }: Outgoing): object {
	const mentions = listOf(data.mentions);
	if (form === 'markdown') {
		const named = mentions.map((userId) => `<@${userId}>`).join(' ');
		const content = cutBytes(body, limits.body.markdown - Buffer.byteLength(named) - 1);
		return { msgtype: 'markdown', markdown: { content: named ? `${content}\n${named}` : content } };
	}
	const isMobile = (mention: string) => /^\d{11}$/.test(mention);
	const lists = {
		mentioned_list: mentions.filter((mention) => !isMobile(mention)),
		mentioned_mobile_list: mentions.filter(isMobile),
	};
	return { msgtype: 'text', text: { content: cutBytes(body, limits.body.text), ...(mentions.length > 0 && lists) } };
}

/** User ids or mobile numbers of members, or `@all`, separated by commas. */
const listOf = (mentions = ''): string[] =>
	mentions
		.split(/[,，\s]+/)
		.filter((mention) => /^[\w@.-]{1,64}$/.test(mention))
		.slice(0, 50);

const sendOne = async (message: Outgoing, tools: ChannelTools<RobotCredential>): Promise<SendResult> =>
	await post(contentOf(message), tools);

async function post(content: object, { http, credential }: ChannelTools<RobotCredential>): Promise<SendResult> {
	const url = `${credential.baseUrl}/cgi-bin/webhook/send?key=${encodeURIComponent(credential.key)}`;
	const body = JSON.stringify(content);
	try {
		const got = await http({ method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body, timeout });
		const answer = readWeCom(got);
		if (!answer) return strangeAnswer(got);
		return answer.errcode === 0 ? { status: 'sent' } : weComRefusal(answer, [credential.key], robotCodes);
	} catch (error) {
		if (!(error instanceof HttpFault)) throw error;
		return unanswered(error);
	}
}

/** Refusals that say nothing against the key: that of a message without a kind, and that of one too many. */
const knowsTheKey = new Set(['40008', '40058', '44004', '45009']);

/** Asks whether there is such a robot, by a message that it cannot take. */
export async function tryRobot(tools: ChannelTools<RobotCredential>): Promise<ProviderFault | undefined> {
	const result = await post({ msgtype: '' }, tools);
	return 'fault' in result && !knowsTheKey.has(result.fault.code) ? result.fault : undefined;
}
