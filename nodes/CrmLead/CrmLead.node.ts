import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { databaseTest } from '../shared/database';
import { databaseCredentials } from '../shared/databaseChoice';
import { executeNode } from '../shared/executor';
import { resourceMappingMethods } from '../shared/fieldMapper';
import { instanceLocale } from '../shared/locale';
import { searchMethods } from '../shared/recordLocator';
import { referenceOptionMethods } from '../shared/referenceOptions';
import { outputsExpression, propertiesOf, subtitleExpression } from '../shared/registry';
import { customFieldMethods } from './customFields';
import { leadFieldMethods } from './leadFields';
import { leadRegistry } from './registry';

const texts = {
	displayName: { en: 'CRM Lead', 'zh-CN': 'CRM 线索' },
	description: {
		en: 'Capture leads without duplicates, score them, give them to the right person, and convert them',
		'zh-CN': '收集线索并自动查重、评分、分配给合适的人，转化为客户和商机',
	},
};

/** The lead's way from capture to conversion, and the rules it follows. */
export class CrmLead implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmLead',
		icon: { light: 'file:crmLead.svg', dark: 'file:crmLead.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleExpression(leadRegistry, instanceLocale()),
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Lead' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(leadRegistry, instanceLocale()),
		usableAsTool: true,
		credentials: databaseCredentials,
		properties: propertiesOf(leadRegistry, instanceLocale()),
	};

	methods = {
		credentialTest: databaseTest,
		listSearch: searchMethods(['lead', 'customer', 'contact']),
		loadOptions: { ...leadFieldMethods, ...referenceOptionMethods },
		resourceMapping: { ...resourceMappingMethods, ...customFieldMethods },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, leadRegistry);
	}
}
