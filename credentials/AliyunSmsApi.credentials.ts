import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { aliyunSmsApiFields } from '../nodes/shared/channelFields';
import { instanceLocale } from '../nodes/shared/locale';
import { localiseProperty } from '../nodes/shared/property';

/** Text messages by Aliyun (阿里云短信服务), which sends approved templates only. */
export class AliyunSmsApi implements ICredentialType {
	name = 'aliyunSmsApi';

	// One name in all languages: error messages and guides tell the user to look for it.
	displayName = 'Aliyun SMS API';

	icon = { light: 'file:aliyunSms.svg', dark: 'file:aliyunSms.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-guanxi';

	properties: INodeProperties[] = aliyunSmsApiFields.map((field) => localiseProperty(field, instanceLocale()));
}
