import { badField, baseUrlIn, requiredIn, textIn, type CredentialFields } from '../credentialFields';
import type { CallbackKeys } from './crypto';

/** What WeCom's console shows of an own app. */
export interface WeComCredential {
	readonly baseUrl: string;
	readonly corpId: string;
	readonly agentId: number;
	readonly secret: string;
}

/** The platform's own address; a credential may name another one. */
export const weComUrl = 'https://qyapi.weixin.qq.com';

/** What the fields of the credential are called. */
export const weComFields = {
	corpId: { name: 'corpId', label: { en: 'Corp ID', 'zh-CN': '企业 ID' } },
	agentId: { name: 'agentId', label: { en: 'Agent ID', 'zh-CN': '应用 AgentId' } },
	secret: { name: 'secret', label: { en: 'Secret', 'zh-CN': '应用 Secret' } },
	callbackToken: { name: 'callbackToken', label: { en: 'Callback Token', 'zh-CN': '回调 Token' } },
	encodingAesKey: { name: 'encodingAesKey', label: { en: 'EncodingAESKey', 'zh-CN': '回调 EncodingAESKey' } },
} as const;

const name = 'WeCom API';

/** What calls of an app need. @throws CrmError ValidationFailed naming the field */
export function readWeComCredential(fields: CredentialFields): WeComCredential {
	const agentId = requiredIn(name, fields, weComFields.agentId);
	if (!/^\d{1,15}$/.test(agentId))
		throw badField(name, weComFields.agentId, { en: 'must be a number such as 1000002', 'zh-CN': '应为数字，例如 1000002' });
	return {
		baseUrl: baseUrlIn(name, fields, weComUrl),
		corpId: requiredIn(name, fields, weComFields.corpId),
		agentId: Number(agentId),
		secret: requiredIn(name, fields, weComFields.secret),
	};
}

/** What callbacks of an app are read with. @throws CrmError ValidationFailed naming the field */
export function readCallbackKeys(fields: CredentialFields): CallbackKeys {
	const aesKey = requiredIn(name, fields, weComFields.encodingAesKey);
	if (!/^[A-Za-z0-9+/]{43}$/.test(aesKey))
		throw badField(name, weComFields.encodingAesKey, { en: 'must have 43 letters and digits', 'zh-CN': '应为 43 位字母和数字' });
	return { token: requiredIn(name, fields, weComFields.callbackToken), aesKey, receiveId: textIn(fields, weComFields.corpId) };
}
