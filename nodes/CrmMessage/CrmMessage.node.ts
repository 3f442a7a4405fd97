import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { channelTests } from '../shared/channelTests';
import { databaseTest } from '../shared/database';
import { executeNode } from '../shared/executor';
import { instanceLocale } from '../shared/locale';
import { searchMethods } from '../shared/recordLocator';
import { referenceOptionMethods } from '../shared/referenceOptions';
import { outputsExpression, propertiesOf, subtitleExpression } from '../shared/registry';
import { messageRegistry } from './registry';
import { messageCredentials } from './send/channel';

const texts = {
	displayName: { en: 'CRM Message', 'zh-CN': 'CRM 消息' },
	description: {
		en: 'Send messages on the channels that customers use, never twice and never against their will',
		'zh-CN': '通过客户使用的渠道发送消息，不重复发送，不违背对方意愿',
	},
};

/** Messages to customers and colleagues, and the rules that they keep to. */
export class CrmMessage implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmMessage',
		icon: { light: 'file:crmMessage.svg', dark: 'file:crmMessage.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleExpression(messageRegistry, instanceLocale()),
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Message' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(messageRegistry, instanceLocale()),
		usableAsTool: true,
		credentials: messageCredentials,
		properties: propertiesOf(messageRegistry, instanceLocale()),
	};

	methods = {
		credentialTest: { ...databaseTest, ...channelTests },
		listSearch: searchMethods(['lead', 'customer', 'contact', 'user', 'message']),
		loadOptions: referenceOptionMethods,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, messageRegistry);
	}
}
