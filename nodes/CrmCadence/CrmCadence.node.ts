import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { objectFieldMethods } from '../shared/conditions';
import { databaseTest } from '../shared/database';
import { databaseCredentials } from '../shared/databaseChoice';
import { executeNode } from '../shared/executor';
import { instanceLocale } from '../shared/locale';
import { searchMethods } from '../shared/recordLocator';
import { referenceOptionMethods } from '../shared/referenceOptions';
import { outputsExpression, propertiesOf, subtitleExpression } from '../shared/registry';
import { cadenceRegistry } from './registry';

const texts = {
	displayName: { en: 'CRM Cadence', 'zh-CN': 'CRM 跟进节奏' },
	description: {
		en: 'Follow up with people step by step: messages, tasks and calls in business time, until they reply',
		'zh-CN': '按步骤跟进客户：按工作时间发送消息、安排任务和电话，直到客户回复',
	},
};

/** People's way through follow-up cadences: in, on, and out. */
export class CrmCadence implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmCadence',
		icon: { light: 'file:crmCadence.svg', dark: 'file:crmCadence.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleExpression(cadenceRegistry, instanceLocale()),
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Cadence' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(cadenceRegistry, instanceLocale()),
		usableAsTool: true,
		credentials: databaseCredentials,
		properties: propertiesOf(cadenceRegistry, instanceLocale()),
	};

	methods = {
		credentialTest: databaseTest,
		listSearch: searchMethods(['lead', 'contact']),
		loadOptions: { ...objectFieldMethods, ...referenceOptionMethods },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, cadenceRegistry);
	}
}
