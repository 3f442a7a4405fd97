import { baseUrlField, type CredentialField } from '../../core/channels/credentialFields';
import { aliyunFields, aliyunUrl } from '../../core/channels/smsAliyun/credential';
import { weComFields, weComUrl } from '../../core/channels/weCom/credential';
import { robotFields } from '../../core/channels/weComRobot/credential';
import type { Text } from '../../core/text';
import type { PropertySpec } from './property';

const field = ({ name, label }: CredentialField, spec: Partial<PropertySpec>): PropertySpec => ({
	displayName: label,
	name,
	type: 'string',
	default: '',
	...spec,
});

const secret = { typeOptions: { password: true } };

const baseUrl = (standard: string, more: Text = { en: '', 'zh-CN': '' }): PropertySpec =>
	field(baseUrlField, {
		default: standard,
		description: {
			en: `Change it only where calls go through a proxy of your own${more.en}`,
			'zh-CN': `仅在通过自建代理访问接口时修改${more['zh-CN']}`,
		},
	});

/** The form of the credential WeCom API. */
export const weComApiFields: readonly PropertySpec[] = [
	field(weComFields.corpId, {
		required: true,
		placeholder: { en: 'e.g. ww1234567890abcdef', 'zh-CN': '例如 ww1234567890abcdef' },
		description: { en: 'In the admin console under My Company', 'zh-CN': '在管理后台“我的企业”页面底部' },
	}),
	field(weComFields.agentId, {
		required: true,
		placeholder: { en: 'e.g. 1000002', 'zh-CN': '例如 1000002' },
		description: { en: 'On the page of the app under App Management', 'zh-CN': '在“应用管理”中该应用的页面上' },
	}),
	field(weComFields.secret, {
		...secret,
		required: true,
		description: {
			en: 'On the same page; the address of this server must be among the trusted IPs of the app',
			'zh-CN': '在同一页面；本服务器的 IP 须加入该应用的“企业可信 IP”',
		},
	}),
	field(weComFields.callbackToken, {
		...secret,
		description: {
			en: 'Of Receive Messages on the page of the app; only what WeCom sends here needs it',
			'zh-CN': '应用页面“接收消息”中的 Token，仅接收回调时需要',
		},
	}),
	field(weComFields.encodingAesKey, {
		...secret,
		description: { en: 'Beside the token: 43 letters and digits', 'zh-CN': '与 Token 在同一处，43 位字母和数字' },
	}),
	baseUrl(weComUrl),
];

/** The form of the credential WeCom Robot API. */
export const weComRobotApiFields: readonly PropertySpec[] = [
	field(robotFields.key, {
		...secret,
		required: true,
		description: {
			en: 'Part of the Webhook address after key=, or the whole address; whoever has it can write to the group',
			'zh-CN': '群机器人 Webhook 地址中 key= 之后的部分，也可粘贴完整地址；持有者均可向群内发消息',
		},
	}),
	baseUrl(weComUrl),
];

/** The form of the credential Aliyun SMS API. */
export const aliyunSmsApiFields: readonly PropertySpec[] = [
	field(aliyunFields.accessKeyId, { required: true, placeholder: { en: 'e.g. LTAI…', 'zh-CN': '例如 LTAI…' } }),
	field(aliyunFields.accessKeySecret, {
		...secret,
		required: true,
		description: {
			en: 'Of a RAM user who may use SMS and nothing else',
			'zh-CN': '建议使用仅授予短信服务权限的 RAM 用户',
		},
	}),
	field(aliyunFields.signName, {
		placeholder: { en: 'e.g. 关系科技', 'zh-CN': '例如 关系科技' },
		description: {
			en: 'Approved sign name, without brackets, of messages whose template names none',
			'zh-CN': '审核通过的短信签名，不含【】；模板未指定签名时使用',
		},
	}),
	// The signature covers the host.
	baseUrl(aliyunUrl, {
		en: ', which must pass them on to dysmsapi.aliyuncs.com under that name and the path /; or for another region of Aliyun',
		'zh-CN': '，代理须以 dysmsapi.aliyuncs.com 为主机名（Host）、以 / 为路径转发；或使用阿里云其他地域的接口地址',
	}),
];
