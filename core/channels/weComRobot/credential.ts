import { badField, baseUrlIn, requiredIn, type CredentialFields } from '../credentialFields';
import { weComUrl } from '../weCom/credential';

export interface RobotCredential {
	readonly baseUrl: string;
	readonly key: string;
}

export const robotFields = { key: { name: 'key', label: { en: 'Key', 'zh-CN': 'Key' } } } as const;

const name = 'WeCom Robot API';

/** People copy the robot's whole address; its key stands at the end of it. @throws CrmError ValidationFailed naming the field */
export function readRobotCredential(fields: CredentialFields): RobotCredential {
	const given = requiredIn(name, fields, robotFields.key);
	const key = /[?&]key=([^&\s]+)/.exec(given)?.[1] ?? given;
	if (!/^[\w-]{8,100}$/.test(key))
		throw badField(name, robotFields.key, {
			en: 'must be the part of the Webhook address after key=',
			'zh-CN': '应为 Webhook 地址中 key= 之后的部分',
		});
	return { baseUrl: baseUrlIn(name, fields, weComUrl), key };
}
