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
import { instanceLocale } from '../shared/locale';
import { searchMethods } from '../shared/recordLocator';
import { referenceOptionMethods } from '../shared/referenceOptions';
import { propertiesOf, subtitleExpression } from '../shared/registry';
import { opportunityFieldMethods } from './opportunityFields';
import { salesRegistry } from './registry';
import { stageMethods } from './stages';

const texts = {
	displayName: { en: 'CRM Sales', 'zh-CN': 'CRM 销售' },
	description: {
		en: 'Move opportunities through their pipeline, close them, and look up prices and exchange rates',
		'zh-CN': '按销售管道推进和关闭商机，查询价格和汇率',
	},
};

/** The opportunity's way from its first stage to its end, and what it is worth. */
export class CrmSales implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmSales',
		icon: { light: 'file:crmSales.svg', dark: 'file:crmSales.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleExpression(salesRegistry, instanceLocale()),
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Sales' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: databaseCredentials,
		properties: propertiesOf(salesRegistry, instanceLocale()),
	};

	methods = {
		credentialTest: databaseTest,
		listSearch: searchMethods(['opportunity', 'product']),
		loadOptions: { ...opportunityFieldMethods, ...stageMethods, ...referenceOptionMethods },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, salesRegistry);
	}
}
