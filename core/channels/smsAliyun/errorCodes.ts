import type { ErrorCode } from '../provider/errorCode';

const nothing = { en: 'Nothing: it is tried again.', 'zh-CN': '无需处理，会再次尝试。' };
const checkTemplate = {
	en: 'Compare the template and its variables with those in the console of Aliyun.',
	'zh-CN': '请与阿里云控制台中的短信模板及变量核对。',
};
const checkSign = {
	en: 'Use a sign name that is approved in the console of Aliyun, without brackets.',
	'zh-CN': '请使用阿里云控制台中审核通过的签名，不含【】。',
};
const checkKey = {
	en: 'Copy AccessKey ID and Secret again into the credential Aliyun SMS API.',
	'zh-CN': '请重新复制 AccessKey ID 和 Secret 到“Aliyun SMS API”凭据。',
};
const checkRights = { en: 'Give the RAM user the right AliyunDysmsFullAccess.', 'zh-CN': '请为 RAM 用户授予 AliyunDysmsFullAccess 权限。' };
const checkAccount = { en: 'Look at the account in the console of Aliyun.', 'zh-CN': '请在阿里云控制台检查账号状态。' };
const checkNumber = { en: 'Correct the mobile number of the record.', 'zh-CN': '请修改记录的手机号。' };

/** Codes of Aliyun's SMS: https://help.aliyun.com/zh/sms/developer-reference/api-error-codes */
export const aliyunCodes: readonly ErrorCode[] = [
	{
		code: 'isv.BUSINESS_LIMIT_CONTROL',
		meaning: { en: 'The number got too many messages of this kind', 'zh-CN': '触发号码发送频率限制' },
		todo: {
			en: 'Nothing: it is sent once the minute, hour or day is over. The limits stand in the console of Aliyun.',
			'zh-CN': '无需处理：限制解除后会再次发送。可在阿里云控制台调整发送频率。',
		},
		retryAfter: 3600,
	},
	{ code: 'isp.SYSTEM_ERROR', meaning: { en: 'Aliyun had an error', 'zh-CN': '阿里云系统错误' }, todo: nothing, retryAfter: 60 },
	{ code: 'Throttling', meaning: { en: 'Too many calls', 'zh-CN': '调用过于频繁' }, todo: nothing, retryAfter: 60 },
	{ code: 'Throttling.User', meaning: { en: 'Too many calls', 'zh-CN': '调用过于频繁' }, todo: nothing, retryAfter: 60 },
	{ code: 'ServiceUnavailable', meaning: { en: 'Aliyun is not available', 'zh-CN': '服务不可用' }, todo: nothing, retryAfter: 60 },
	{
		code: 'isv.DAY_LIMIT_CONTROL',
		meaning: { en: 'The daily limit of the account is reached', 'zh-CN': '达到账号日发送上限' },
		todo: { en: 'Raise the limit in the console of Aliyun, or wait.', 'zh-CN': '请在阿里云控制台调高日发送上限，或等待次日。' },
		retryAfter: 6 * 3600,
	},
	{
		code: 'isv.MONTH_LIMIT_CONTROL',
		meaning: { en: 'The monthly limit of the account is reached', 'zh-CN': '达到账号月发送上限' },
		todo: { en: 'Raise the limit in the console of Aliyun.', 'zh-CN': '请在阿里云控制台调高月发送上限。' },
	},
	{
		code: 'isv.AMOUNT_NOT_ENOUGH',
		meaning: { en: 'The account has no money left', 'zh-CN': '账户余额不足' },
		todo: { en: 'Top up the account of Aliyun.', 'zh-CN': '请为阿里云账户充值。' },
	},
	{ code: 'isv.OUT_OF_SERVICE', meaning: { en: 'The service is stopped', 'zh-CN': '业务停机' }, todo: checkAccount },
	{ code: 'isv.ACCOUNT_NOT_EXISTS', meaning: { en: 'There is no such account', 'zh-CN': '账户不存在' }, todo: checkAccount },
	{ code: 'isv.ACCOUNT_ABNORMAL', meaning: { en: 'The account is not in order', 'zh-CN': '账户异常' }, todo: checkAccount },
	{
		code: 'isv.SMS_TEMPLATE_ILLEGAL',
		meaning: { en: 'There is no such approved template', 'zh-CN': '短信模板不合法' },
		todo: checkTemplate,
	},
	{ code: 'isv.TEMPLATE_MISSING_PARAMETERS', meaning: { en: 'A variable is missing', 'zh-CN': '模板缺少变量' }, todo: checkTemplate },
	{ code: 'isv.TEMPLATE_PARAMS_ILLEGAL', meaning: { en: 'A variable is not allowed', 'zh-CN': '模板变量不合法' }, todo: checkTemplate },
	{ code: 'isv.INVALID_JSON_PARAM', meaning: { en: 'The variables cannot be read', 'zh-CN': '变量 JSON 格式错误' }, todo: checkTemplate },
	{ code: 'isv.PARAM_LENGTH_LIMIT', meaning: { en: 'A variable is too long', 'zh-CN': '变量超过长度限制' }, todo: checkTemplate },
	{ code: 'isv.PARAM_NOT_SUPPORT_URL', meaning: { en: 'A variable holds a link', 'zh-CN': '变量不支持传入链接' }, todo: checkTemplate },
	{ code: 'isv.INVALID_PARAMETERS', meaning: { en: 'A parameter is not allowed', 'zh-CN': '参数异常' }, todo: checkTemplate },
	{
		code: 'isv.BLACK_KEY_CONTROL_LIMIT',
		meaning: { en: 'A variable holds a word that is not allowed', 'zh-CN': '变量包含黑名单内容' },
		todo: checkTemplate,
	},
	{ code: 'isv.SMS_SIGNATURE_ILLEGAL', meaning: { en: 'There is no such approved sign name', 'zh-CN': '短信签名不合法' }, todo: checkSign },
	{
		code: 'isv.SMS_SIGNATURE_SCENE_ILLEGAL',
		meaning: { en: 'Sign name and template do not belong together', 'zh-CN': '签名和模板类型不一致' },
		todo: checkSign,
	},
	{
		code: 'isv.MOBILE_NUMBER_ILLEGAL',
		meaning: { en: 'The number is not a mobile number', 'zh-CN': '手机号格式错误' },
		todo: checkNumber,
		address: 'invalid',
	},
	{
		code: 'isv.DOMESTIC_NUMBER_NOT_SUPPORTED',
		meaning: { en: 'The template is not for numbers of this country', 'zh-CN': '国际/港澳台模板不支持发送境内号码' },
		todo: checkTemplate,
	},
	{ code: 'SignatureDoesNotMatch', meaning: { en: 'The AccessKey Secret is wrong', 'zh-CN': 'AccessKey Secret 不正确' }, todo: checkKey },
	{ code: 'InvalidAccessKeyId.NotFound', meaning: { en: 'There is no such AccessKey ID', 'zh-CN': 'AccessKey ID 不存在' }, todo: checkKey },
	{ code: 'InvalidAccessKeyId.Inactive', meaning: { en: 'The AccessKey is disabled', 'zh-CN': 'AccessKey 已禁用' }, todo: checkKey },
	{
		code: 'InvalidTimeStamp.Expired',
		meaning: { en: 'The clock of this server is wrong', 'zh-CN': '本服务器时间不准确' },
		todo: { en: 'Set the clock of this server by NTP.', 'zh-CN': '请使用 NTP 为本服务器校时。' },
	},
	{ code: 'isp.RAM_PERMISSION_DENY', meaning: { en: 'The RAM user may not send', 'zh-CN': 'RAM 用户无权限' }, todo: checkRights },
	{ code: 'Forbidden.RAM', meaning: { en: 'The RAM user may not send', 'zh-CN': 'RAM 用户无权限' }, todo: checkRights },
	// Names of ours.
	{
		code: 'NO_VENDOR_TEMPLATE',
		meaning: { en: 'The message names no template of Aliyun; nothing was sent', 'zh-CN': '消息未指定阿里云模板，未发送' },
		todo: {
			en: 'Choose a message template, and fill in the template code of Aliyun (SMS_…) as Vendor Template ID in its version for this channel.',
			'zh-CN': '请选择消息模板，并在其对应此渠道的版本中将阿里云模板 CODE（SMS_…）填入“服务商模板编号”。',
		},
	},
	{
		code: 'NO_SIGN_NAME',
		meaning: { en: 'The message has no sign name; nothing was sent', 'zh-CN': '消息没有短信签名，未发送' },
		todo: {
			en: 'Fill in the sign name in the template, or in the credential Aliyun SMS API.',
			'zh-CN': '请在模板中或“Aliyun SMS API”凭据中填写短信签名。',
		},
	},
];
