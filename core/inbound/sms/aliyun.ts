import { hash } from 'node:crypto';
import { readAddress } from '../../consents';
import { bounded, idsIn, type InboundNotice, type Received, type Report } from '../notice';

type Plain = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Most reports in one post; Aliyun sends a handful. */
const maxEntries = 2000;

/** Aliyun writes China's time without saying so: `2026-03-01 09:00:00`. */
function chinaTime(value: unknown, now: number): string {
	const time = Date.parse(`${text(value).replace(' ', 'T')}+08:00`);
	return new Date(Number.isNaN(time) || time > now ? now : time).toISOString();
}

/**
 * 《通信短信息服务管理规定》 art. 18 ff.: "拒收请回复R"; TD and T are what carriers and vendors tell people to send. The whole
 * reply, in any width of characters and with the punctuation around it that people copy along; N and 取消 may answer a question.
 */
const refusal = /^(?:回复)?[\p{P}\p{S}\s]*(?:r|t|td|退订|拒收|不要再发|stop|unsubscribe)[\p{P}\p{S}\s]*$/iu;

const isRefusal = (content: string): boolean => refusal.test(content.normalize('NFKC').replace(/^[\p{P}\p{S}\s]+/u, ''));

/** Codes of receipts that say that there is no such number (help.aliyun.com, 短信回执错误码). */
const noSuchNumber = /^(?:MK:0001|MK:0000|UNDELIV:0001|MI:0013|MOBILE_NOT_EXIST|SPACE_NUMBER|CB:0001|ID:0012)$/i;

/**
 * Receipts (SmsReport) and replies (SmsUp) as Aliyun posts them: an array, in n8n the body of the webhook's item.
 * Fields: help.aliyun.com/zh/sms, 短信消息回执 and 上行短信.
 */
export function readAliyun(json: unknown, now: number): InboundNotice[] {
	const body = (json as { body?: unknown } | null)?.body ?? json;
	const list = Array.isArray(body) ? (body as unknown[]) : [body];
	return list.slice(0, maxEntries).flatMap((entry): InboundNotice[] => {
		if (typeof entry !== 'object' || entry === null) return [];
		const fields = entry as Plain;
		if ('biz_id' in fields) return report(fields, now);
		return 'content' in fields ? reply(fields, now) : [];
	});
}

function report(fields: Plain, now: number): Report[] {
	const [bizId, number, code] = [fields.biz_id, fields.phone_number, fields.err_code].map(text);
	if (bizId === '' || number === '') return [];
	const success = fields.success === true || fields.success === 'true';
	return [
		{
			kind: 'report',
			id: `${bizId} ${number} ${success ? 'delivered' : code}`,
			channel: 'smsAliyun',
			at: chinaTime(fields.report_time, now),
			outcome: success ? 'delivered' : 'failed',
			about: { providerIds: [bizId], messageIds: idsIn(text(fields.out_id)) },
			to: readAddress('phone', number),
			code: bounded(code, 100),
			message: bounded(text(fields.err_msg), 1000),
			badAddress: !success && noSuchNumber.test(code),
		},
	];
}

function reply(fields: Plain, now: number): Received[] {
	const from = readAddress('phone', text(fields.phone_number));
	if (!from) return [];
	const content = text(fields.content);
	const said = [from.address, fields.send_time, fields.sequence_id, content].map(text).join('\n');
	return [
		{
			kind: 'received',
			id: text(fields.sequence_id) || hash('sha256', said, 'base64url'),
			channel: 'smsAliyun',
			at: chinaTime(fields.send_time, now),
			from,
			body: bounded(content, 100_000),
			attachments: [],
			answers: [],
			messageIds: [],
			automatic: false,
			optOut: isRefusal(content),
		},
	];
}
