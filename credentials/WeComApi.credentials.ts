import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { weComApiFields } from '../nodes/shared/channelFields';
import { instanceLocale } from '../nodes/shared/locale';
import { localiseProperty } from '../nodes/shared/property';

/** An own app of a company in WeCom (企业微信): its messages, and what it is told by callbacks. */
export class WeComApi implements ICredentialType {
	name = 'weComApi';

	// One name in all languages: error messages and guides tell the user to look for it.
	displayName = 'WeCom API';

	icon = { light: 'file:weCom.svg', dark: 'file:weCom.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-guanxi';

	properties: INodeProperties[] = weComApiFields.map((field) => localiseProperty(field, instanceLocale()));
}
