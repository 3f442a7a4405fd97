import type { INodeCredentialDescription } from 'n8n-workflow';

import { databaseCredentials } from '../shared/databaseChoice';
import { dynamicOption } from '../shared/dynamicOption';
import type { PropertySpec } from '../shared/property';

/** The database's, and that of the app. */
export const triggerCredentials: INodeCredentialDescription[] = [...databaseCredentials, { name: 'weComApi', required: true }];

/** An app has one callback address; a second app needs a workflow, and a path, of its own. */
const pathProperty: PropertySpec = {
	displayName: { en: 'Path', 'zh-CN': '路径' },
	name: 'path',
	type: 'string',
	required: true,
	default: 'guanxi/wecom',
	placeholder: { en: 'e.g. guanxi/wecom', 'zh-CN': '例如 guanxi/wecom' },
	description: {
		en: "The end of the callback address; it is the Production URL that goes into WeCom's console. Each app needs a path of its own.",
		'zh-CN': '回调地址的末尾部分；请将 Production URL 填入企业微信管理后台。每个应用须使用各自的路径。',
	},
};

const detailsProperty: PropertySpec = {
	displayName: { en: 'Get Contact Details', 'zh-CN': '获取客户详情' },
	name: 'contactDetails',
	type: 'boolean',
	default: true,
	description: {
		en: 'Whether to ask WeCom for the name, company and tags of a customer who was added; the app needs access to customer contact',
		'zh-CN': '添加客户时，是否向企业微信查询其姓名、公司和标签；应用须有客户联系权限',
	},
};

const welcomeProperty: PropertySpec = {
	displayName: { en: 'Welcome Message', 'zh-CN': '欢迎语' },
	name: 'welcome',
	type: 'options',
	noDataExpression: true,
	ordered: true,
	default: 'none',
	options: [
		{ name: { en: 'None', 'zh-CN': '不发送' }, value: 'none' },
		{ name: { en: 'Define Below', 'zh-CN': '在下方填写' }, value: 'written' },
		{ name: { en: 'Template', 'zh-CN': '模板' }, value: 'template' },
	],
	description: {
		en: 'Sent at once to a customer who was added, as WeCom takes it for 20 seconds only; a failure is in the item and stops nothing',
		'zh-CN': '添加客户后立即发送（企业微信只在 20 秒内接受）；失败会写入输出数据，不影响后续步骤',
	},
};

const when = (welcome: string, property: PropertySpec): PropertySpec => ({ ...property, displayOptions: { show: { welcome: [welcome] } } });

const textProperty: PropertySpec = {
	displayName: { en: 'Welcome Text', 'zh-CN': '欢迎语内容' },
	name: 'welcomeText',
	type: 'string',
	required: true,
	default: '',
	noDataExpression: true,
	typeOptions: { rows: 4 },
	placeholder: { en: 'e.g. Hello {{name}}, nice to meet you!', 'zh-CN': '例如 您好，{{name}}，很高兴认识您！' },
	description: {
		en: 'It may name {{name}}, the customer, {{member}}, the colleague, and {{state}}, of the QR code',
		'zh-CN': '可引用 {{name}}（客户）、{{member}}（同事）和 {{state}}（二维码的渠道参数）',
	},
};

const templateProperty = dynamicOption({
	name: 'welcomeTemplate',
	label: { en: 'Template', 'zh-CN': '模板' },
	method: 'messageTemplates',
	required: true,
});

export const ownProperties: readonly PropertySpec[] = [
	pathProperty,
	detailsProperty,
	welcomeProperty,
	when('written', textProperty),
	when('template', templateProperty),
];
