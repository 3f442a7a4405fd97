import { baseUrlIn, requiredIn, textIn, type CredentialFields } from '../credentialFields';
import type { Acs3Key } from './sign';

export interface AliyunCredential {
	readonly baseUrl: string;
	readonly key: Acs3Key;
	/** Of messages whose template names none. */
	readonly signName?: string;
}

/** The platform's own address; a credential may name another one. */
export const aliyunUrl = 'https://dysmsapi.aliyuncs.com';

/** The host that a call is signed for: one of the platform's, and behind a proxy the one that it passes calls on to. */
export function signedHost(baseUrl: string): string {
	const { host } = new URL(baseUrl);
	return host.endsWith('.aliyuncs.com') ? host : new URL(aliyunUrl).host;
}

export const aliyunFields = {
	accessKeyId: { name: 'accessKeyId', label: { en: 'AccessKey ID', 'zh-CN': 'AccessKey ID' } },
	accessKeySecret: { name: 'accessKeySecret', label: { en: 'AccessKey Secret', 'zh-CN': 'AccessKey Secret' } },
	signName: { name: 'signName', label: { en: 'Sign Name', 'zh-CN': '短信签名' } },
} as const;

const name = 'Aliyun SMS API';

/** @throws CrmError ValidationFailed naming the field */
export function readAliyunCredential(fields: CredentialFields): AliyunCredential {
	const signName = textIn(fields, aliyunFields.signName);
	return {
		baseUrl: baseUrlIn(name, fields, aliyunUrl),
		key: {
			id: requiredIn(name, fields, aliyunFields.accessKeyId),
			secret: requiredIn(name, fields, aliyunFields.accessKeySecret),
		},
		...(signName !== '' && { signName }),
	};
}
