import type { Channel, ChannelTools, Outgoing, SendResult } from '../channel';
import { escapeSms } from '../escapes';
import { notHanded } from '../provider/results';
import { callAliyun } from './api';
import { checkSms } from './check';
import { readAliyunCredential, type AliyunCredential } from './credential';
import { aliyunCodes } from './errorCodes';
import { isMobile, vendorNumber } from './number';

/** Characters of a whole message, sign name included; most of them take three bytes. */
const limits = { body: { text: 1500 } } as const;

/**
 * Text messages by Aliyun, which sends its own approved templates alone: a template of ours names the vendor's and fills
 * in its variables. The platform has no protection against sending twice: one call for each message, which carries the id
 * of its record, so that what became of it can be asked for after a lost answer.
 * https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms
 */
export const smsAliyunChannel: Channel<AliyunCredential> = {
	id: 'smsAliyun',
	label: { en: 'SMS (Aliyun)', 'zh-CN': '短信（阿里云）' },
	credential: 'aliyunSmsApi',
	readCredential: readAliyunCredential,
	senderOf: ({ key }) => key.id,
	addressKind: 'phone',
	addressOf: ({ mobile, phone }) => [mobile, phone].find(isMobile),
	forms: ['text'],
	takes: { vendorTemplate: 'only' },
	escape: escapeSms,
	limits,
	budgets: {},
	// So many calls at once.
	batch: 10,
	send: async (messages, tools) => await Promise.all(messages.map(async (message) => await sendOne(message, tools))),
	check: checkSms,
};

async function sendOne({ id, address, vendor }: Outgoing, tools: ChannelTools<AliyunCredential>): Promise<SendResult> {
	const sign = vendor?.sign ?? tools.credential.signName;
	if (!vendor) return noTemplate;
	if (!sign) return noSign;
	const number = vendorNumber(address);
	const query = {
		PhoneNumbers: number,
		SignName: sign,
		TemplateCode: vendor.templateId,
		TemplateParam: JSON.stringify(vendor.variables),
		OutId: id,
	};
	const call = await callAliyun(tools, { action: 'SendSms', query, hide: [number, address] });
	return call.ok ? { status: 'sent', providerId: String(call.answer.BizId) } : call.result;
}

const noTemplate = notHanded(aliyunCodes, 'NO_VENDOR_TEMPLATE', 'the message names no template of the vendor');
const noSign = notHanded(aliyunCodes, 'NO_SIGN_NAME', 'the message has no sign name');
