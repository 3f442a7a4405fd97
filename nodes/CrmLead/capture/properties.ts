import { objects } from '../../../core';
import type { Text } from '../../../core/text';
import { idempotencyOption, optionsProperty } from '../../shared/commonOptions';
import { createMapper } from '../../shared/fieldMapper';
import type { Range } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';
import { formProperty } from '../../shared/schemaForm';
import { assignmentRuleOption, scoringModelOption } from '../actions/lead/policyOptions';

/** Where Capture takes the lead's fields from. */
export const takeFromProperty: PropertySpec = {
	displayName: { en: 'Fields', 'zh-CN': '字段来源' },
	name: 'takeFrom',
	type: 'options',
	default: 'input',
	ordered: true,
	options: [
		{
			name: { en: 'Take Fields From Input', 'zh-CN': '取自输入数据' },
			value: 'input',
			description: {
				en: 'Keys of the item such as name, company, phone, email, wechat, city, message, source or utm_source; for a Webhook node, those of its body',
				'zh-CN': '取数据项中的 name、company、phone、email、wechat、city、message、source、utm_source 等键；Webhook 节点则取其 body',
			},
		},
		{
			name: { en: 'Map Fields Below', 'zh-CN': '在下方映射字段' },
			value: 'map',
			description: { en: 'Say for each field where its value comes from', 'zh-CN': '逐个指定字段的取值' },
		},
	],
};

export const mapProperty: PropertySpec = { ...createMapper, displayOptions: { show: { takeFrom: ['map'] } } };

/** The fields of a touchpoint that a workflow can set; the references are the product's. */
export const touchpointFields = objects.get('touchpoint').fields.filter((field) => !field.system && !field.ref);

export const touchpointProperty: PropertySpec = {
	displayName: { en: 'Touchpoint', 'zh-CN': '触点' },
	name: 'touchpoint',
	type: 'collection',
	placeholder: { en: 'Add Detail', 'zh-CN': '添加信息' },
	default: {},
	description: {
		en: 'How this person came to us; what is set here goes before what the input says',
		'zh-CN': '客户从何而来；此处填写的内容优先于输入数据',
	},
	options: touchpointFields.map((field) => formProperty({ ...field, required: false })),
};

export const answerLanguageLabel: Text = { en: 'Answer Language', 'zh-CN': '应答语言' };
export const repeatWindowLabel: Text = { en: 'Repeat Window (Minutes)', 'zh-CN': '重复提交时限（分钟）' };
export const maxSizeLabel: Text = { en: 'Max Size (KB)', 'zh-CN': '大小上限（KB）' };
export const senderLabel: Text = { en: 'Sender', 'zh-CN': '提交者' };
export const honeypotLabel: Text = { en: 'Hidden Trap Field (Honeypot)', 'zh-CN': '隐藏防机器人字段（蜜罐）' };
export const rateMaxLabel: Text = { en: 'Captures', 'zh-CN': '次数' };
export const rateMinutesLabel: Text = { en: 'Minutes', 'zh-CN': '分钟数' };

/** A year, in minutes. */
const longest = 525_600;

export const repeatWindowRange = { min: 0, max: longest };
export const rateMaxRange = { min: 1, max: 1_000_000 };
export const rateMinutesRange = { min: 1, max: longest };
/** n8n refuses posts of more than 16 MB unless told otherwise. */
export const maxSizeRange = { min: 1, max: 1_048_576 };

const bounds = ({ min, max }: Required<Range>) => ({ minValue: min, maxValue: max });

const leaveUnassigned: PropertySpec = {
	displayName: { en: 'Leave Unassigned', 'zh-CN': '暂不分配' },
	name: 'leaveUnassigned',
	type: 'boolean',
	default: true,
	description: { en: 'Whether a new lead stays without an owner', 'zh-CN': '是否让新线索暂时没有负责人' },
};

const repeatWindow: PropertySpec = {
	displayName: repeatWindowLabel,
	name: 'repeatWindow',
	type: 'number',
	typeOptions: bounds(repeatWindowRange),
	default: 10,
	description: {
		en: 'The same content sent again within this time gives the first result; zero switches this off',
		'zh-CN': '在此时间内重复提交相同内容将返回首次结果；0 表示关闭',
	},
};

const publicAnswer: PropertySpec = {
	displayName: { en: 'Public Answer', 'zh-CN': '公开应答' },
	name: 'publicAnswer',
	type: 'boolean',
	default: true,
	description: {
		en: 'Whether the answer says only that the message was received, so that nobody can test which phone numbers are known',
		'zh-CN': '应答是否只说明“已收到”，以免他人借此试探哪些电话已登记',
	},
};

const honeypotField: PropertySpec = {
	displayName: honeypotLabel,
	name: 'honeypotField',
	type: 'string',
	default: 'website',
	description: {
		en: 'Name of a form field that people cannot see; whoever fills it in is a robot and is not stored. It works best with Public Answer: then a robot is answered exactly like a person.',
		'zh-CN': '表单中对人不可见的字段名；填写了它的提交视为机器人，不会保存。建议与“公开应答”一起使用，这样机器人得到的应答与真人完全相同。',
	},
};

const maxSize: PropertySpec = {
	displayName: maxSizeLabel,
	name: 'maxSize',
	type: 'number',
	typeOptions: bounds(maxSizeRange),
	default: 64,
	description: { en: 'Larger posts are rejected', 'zh-CN': '超过此大小的提交将被拒绝' },
};

const rateLimit: PropertySpec = {
	displayName: { en: 'Rate Limit', 'zh-CN': '频率限制' },
	name: 'rateLimit',
	type: 'fixedCollection',
	default: {},
	placeholder: { en: 'Add Limit', 'zh-CN': '添加限制' },
	description: { en: 'More captures from one sender are rejected', 'zh-CN': '同一提交者超出次数的提交将被拒绝' },
	options: [
		{
			name: 'limit',
			displayName: { en: 'Limit', 'zh-CN': '限制' },
			values: [
				{ displayName: rateMaxLabel, name: 'max', type: 'number', typeOptions: bounds(rateMaxRange), default: 10 },
				{ displayName: rateMinutesLabel, name: 'perMinutes', type: 'number', typeOptions: bounds(rateMinutesRange), default: 10 },
			],
		},
	],
};

const sender: PropertySpec = {
	displayName: senderLabel,
	name: 'sender',
	type: 'string',
	default: '',
	description: {
		en: "Whom the rate limit counts, such as an IP address; a Webhook node's item brings the caller's address when a proxy sets it. Posts without a sender are counted together.",
		'zh-CN': '频率限制按谁计数，例如 IP 地址；经代理的 Webhook 数据项会自带来访地址。没有提交者的提交合并计数。',
	},
};

const answerLanguage: PropertySpec = {
	displayName: answerLanguageLabel,
	name: 'answerLanguage',
	type: 'options',
	default: 'en',
	options: [
		{ name: { en: 'Chinese', 'zh-CN': '中文' }, value: 'zh-CN' },
		{ name: { en: 'English', 'zh-CN': '英文' }, value: 'en' },
	],
	description: {
		en: 'The language in which the answer says what is wrong; that of this n8n when not set',
		'zh-CN': '应答中错误说明所用的语言；不设置时与本 n8n 的语言一致',
	},
};

export const captureOptions = optionsProperty([
	answerLanguage,
	assignmentRuleOption,
	honeypotField,
	idempotencyOption,
	leaveUnassigned,
	maxSize,
	publicAnswer,
	rateLimit,
	repeatWindow,
	scoringModelOption,
	sender,
]);
