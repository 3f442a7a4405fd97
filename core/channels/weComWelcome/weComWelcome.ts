import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, ChannelTools, Outgoing, SendResult } from '../channel';
import type { Text } from '../../text';
import { cutBytes } from '../cutBytes';
import { escapeWeComText } from '../escapes';
import { notHanded, type BadResult } from '../provider/results';
import { callWeCom } from '../weCom/api';
import { readWeComCredential, type WeComCredential } from '../weCom/credential';
import { weComCodes } from '../weCom/errorCodes';

const limits = { body: { text: 4000 } } as const;

/** Whoever is not through in this time has no code any more: it holds for 20 seconds from the customer's first step on. */
const patience = { tries: 4, ms: 1500 };

/** Only these pass by themselves within seconds. */
const passing = new Set(['-1', '41096']);

/**
 * The greeting of somebody who has just become a customer of a member, with the code that the event brought.
 * https://developer.work.weixin.qq.com/document/path/92137
 */
export const weComWelcomeChannel: Channel<WeComCredential> = {
	id: 'weComWelcome',
	label: { en: 'WeCom Customer Welcome', 'zh-CN': '企业微信客户欢迎语' },
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
	batch: 1,
	send: async (messages, tools) => {
		const results: SendResult[] = [];
		for (const message of messages) results.push(await sendOne(message, tools));
		return results;
	},
};

async function sendOne({ body, data, address }: Outgoing, tools: ChannelTools<WeComCredential>): Promise<SendResult> {
	const code = data.welcomeCode;
	if (!code) return noCode;
	const request = { welcome_code: code, text: { content: cutBytes(body, limits.body.text) } };
	for (let tried = 1; ; tried++) {
		const call = await callWeCom(tools, { path: 'externalcontact/send_welcome_msg', body: request, sends: true }, [code, address]);
		if (call.ok) return { status: 'sent' };
		if (!passing.has(call.result.fault.code) || tried === patience.tries) return nowOrNever(call.result);
		await sleep(patience.ms);
	}
}

/** Put off, it would be sent with a code that is dead by then. */
const nowOrNever = (result: BadResult): SendResult =>
	result.status === 'deferred' ? { status: 'failed', fault: { ...result.fault, hint: tooLate } } : result;

const tooLate: Text = {
	en: 'It is not tried again, as a welcome code holds for 20 seconds: greet the customer in another way. What to do about the code stands in the guide to error codes.',
	'zh-CN': '欢迎语 code 仅 20 秒内有效，不会重试：请以其他方式问候客户。错误码的处理方法见“渠道错误码说明”。',
};

const noCode = notHanded(weComCodes, 'NO_WELCOME_CODE', 'the message has no welcome code');
