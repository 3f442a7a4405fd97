import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { aboutNames } from '../shared/aboutRecord';
import { databaseTest } from '../shared/database';
import { databaseCredentials } from '../shared/databaseChoice';
import { executeNode } from '../shared/executor';
import { instanceLocale } from '../shared/locale';
import { searchMethods } from '../shared/recordLocator';
import { referenceOptionMethods } from '../shared/referenceOptions';
import { propertiesOf, subtitleExpression } from '../shared/registry';
import { contractRegistry } from './registry';

const texts = {
	displayName: { en: 'CRM Contract', 'zh-CN': 'CRM 合同' },
	description: {
		en: 'Draft contracts with numbers and products, print them, and take them from the seal to their end',
		'zh-CN': '起草带编号和产品明细的合同，生成打印文本，并办理用印、签订、生效、完成和终止',
	},
};

/** A contract from its draft to its end, its text on paper, and the files of any record. */
export class CrmContract implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmContract',
		icon: { light: 'file:crmContract.svg', dark: 'file:crmContract.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleExpression(contractRegistry, instanceLocale()),
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Contract' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: databaseCredentials,
		properties: propertiesOf(contractRegistry, instanceLocale()),
	};

	methods = {
		credentialTest: databaseTest,
		listSearch: searchMethods(aboutNames),
		loadOptions: referenceOptionMethods,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, contractRegistry);
	}
}
