import type { InboundInput } from '../../../core/crm';
import type { Text } from '../../../core/text';
import { badParameter } from '../../shared/errors';
import type { Parameters } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';

const sourceLabel: Text = { en: 'Source', 'zh-CN': '来源' };

const sources = [
	{
		name: { en: 'Email', 'zh-CN': '电子邮件' },
		value: 'email',
		description: {
			en: "Items of n8n's Email Trigger (IMAP), in the format Resolved or Simple; download the attachments, as reports of mail servers are among them",
			'zh-CN': 'n8n 的 Email Trigger (IMAP) 的数据，Resolved 或 Simple 格式；请下载附件，邮件服务器的退信报告在附件中',
		},
	},
	{
		name: { en: 'SMS (Aliyun)', 'zh-CN': '短信（阿里云）' },
		value: 'smsAliyun',
		description: {
			en: 'Items of a Webhook node to which Aliyun posts receipts (SmsReport) and replies (SmsUp)',
			'zh-CN': 'Webhook 节点的数据：阿里云推送的短信回执（SmsReport）和上行短信（SmsUp）',
		},
	},
] as const;

/** Where the items come from; WeCom's own trigger records by itself. */
export const sourceProperty: PropertySpec = {
	displayName: sourceLabel,
	name: 'source',
	type: 'options',
	noDataExpression: true,
	default: 'email',
	options: sources,
};

/** What the node before gave, as it is. @throws CrmError */
export function readInbound(parameter: Parameters): Omit<InboundInput, 'item'> {
	const source = sources.find(({ value }) => value === parameter.requiredText('source', sourceLabel))?.value;
	if (!source) throw badParameter(sourceLabel, 'source', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	const files = parameter.allFiles().map(({ name, type, size, content }) => ({
		name,
		type,
		size,
		text: async () => (await content()).toString('utf8'),
	}));
	return { source, json: parameter.json, files };
}
