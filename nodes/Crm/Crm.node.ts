import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { objects } from '../../core';
import { fieldOptionMethods } from '../shared/conditions';
import { databaseTest } from '../shared/database';
import { databaseCredentials } from '../shared/databaseChoice';
import { executeNode } from '../shared/executor';
import { resourceMappingMethods } from '../shared/fieldMapper';
import { instanceLocale } from '../shared/locale';
import { searchMethods } from '../shared/recordLocator';
import { referenceOptionMethods } from '../shared/referenceOptions';
import { propertiesOf, subtitleExpression } from '../shared/registry';
import { importOptionMethods } from './actions/import/importLists';
import { crmRegistry } from './registry';

const description = {
	en: 'Work with the records of the CRM: leads, customers, contacts, follow-ups and tasks',
	'zh-CN': '管理 CRM 记录：线索、客户、联系人、跟进和任务',
};

/** Record operations of every object, follow-ups, ownership and the state of the CRM itself. */
export class Crm implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CRM',
		name: 'crm',
		icon: { light: 'file:crm.svg', dark: 'file:crm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleExpression(crmRegistry, instanceLocale()),
		description: description[instanceLocale()],
		defaults: { name: 'CRM' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: databaseCredentials,
		properties: propertiesOf(crmRegistry, instanceLocale()),
	};

	methods = {
		credentialTest: databaseTest,
		listSearch: searchMethods(objects.all.map(({ name }) => name)),
		loadOptions: { ...fieldOptionMethods, ...referenceOptionMethods, ...importOptionMethods },
		resourceMapping: resourceMappingMethods,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, crmRegistry);
	}
}
