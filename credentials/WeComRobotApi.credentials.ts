import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { weComRobotApiFields } from '../nodes/shared/channelFields';
import { instanceLocale } from '../nodes/shared/locale';
import { localiseProperty } from '../nodes/shared/property';

/** A robot of a group in WeCom (企业微信), which writes into that group and nowhere else. */
export class WeComRobotApi implements ICredentialType {
	name = 'weComRobotApi';

	// One name in all languages: error messages and guides tell the user to look for it.
	displayName = 'WeCom Robot API';

	icon = { light: 'file:weComRobot.svg', dark: 'file:weComRobot.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-guanxi';

	properties: INodeProperties[] = weComRobotApiFields.map((field) => localiseProperty(field, instanceLocale()));
}
