import { emailCodes } from '../core/channels/email/errorCodes';
import type { ErrorCode } from '../core/channels/provider/errorCode';
import { networkCodes } from '../core/channels/provider/networkCodes';
import { aliyunCodes } from '../core/channels/smsAliyun/errorCodes';
import { weComCodes } from '../core/channels/weCom/errorCodes';
import { robotCodes } from '../core/channels/weComRobot/errorCodes';
import type { Locale, Text } from '../core/text';

const sections: ReadonlyArray<readonly [Text, readonly ErrorCode[]]> = [
	[{ en: 'All channels', 'zh-CN': '所有渠道' }, networkCodes],
	[{ en: 'Email', 'zh-CN': '电子邮件' }, emailCodes],
	[{ en: 'WeCom app, customer welcome, customer mass message', 'zh-CN': '企业微信应用、客户欢迎语、客户群发' }, weComCodes],
	[{ en: 'WeCom group robot', 'zh-CN': '企业微信群机器人' }, robotCodes],
	[{ en: 'SMS (Aliyun)', 'zh-CN': '短信（阿里云）' }, aliyunCodes],
];

const words = {
	title: { en: 'What the error codes of channels mean', 'zh-CN': '渠道错误码说明' },
	intro: {
		en: 'A message that a provider refused keeps its code in **Provider Code** and what was said in **Provider Message**. “Later” means that the message is put off and goes by itself; “no” means that it has failed until somebody does what the last column says. A code that is not here is kept too; it is not tried again, but for any other 4xx of a mail server. Names such as `NO_LINK` are the CRM’s own: then it was not the provider who refused.',
		'zh-CN':
			'被服务商拒绝的消息会保留其错误码（**渠道返回码**）和说明（**渠道返回信息**）。“稍后”表示消息被推迟，到时自动发送；“否”表示发送失败，需按最后一列处理。表中没有的错误码同样会保留，且不会重试（邮件服务器的其他 4xx 除外）。`NO_LINK` 之类的名称由 CRM 给出，并非服务商返回。',
	},
	head: { en: ['Code', 'Meaning', 'Tried again', 'What to do'], 'zh-CN': ['错误码', '含义', '重试', '处理方法'] },
	later: { en: 'later', 'zh-CN': '稍后' },
	no: { en: 'no', 'zh-CN': '否' },
	written: {
		en: '<!-- Written by `npm run generate` from core/channels/*/errorCodes.ts. -->',
		'zh-CN': '<!-- 由 `npm run generate` 根据 core/channels/*/errorCodes.ts 生成。 -->',
	},
} as const;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

function table(codes: readonly ErrorCode[], locale: Locale): string {
	const rows = codes.map(({ code, meaning, todo, retryAfter }) => [
		`\`${code}\``,
		cell(meaning[locale]),
		words[retryAfter === undefined ? 'no' : 'later'][locale],
		cell(todo[locale]),
	]);
	return [words.head[locale], ['---', '---', '---', '---'], ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The guide to the codes of all channels, in one language. */
export function errorCodeGuide(locale: Locale): string {
	const parts = sections.map(([title, codes]) => `## ${title[locale]}\n\n${table(codes, locale)}`);
	return [`# ${words.title[locale]}`, words.written[locale], words.intro[locale], ...parts].join('\n\n');
}
