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
import { outputsExpression, propertiesOf, subtitleExpression } from '../shared/registry';
import { approvableNames, approvalFieldMethods } from './approvable';
import { approvalRegistry } from './registry';

const texts = {
	displayName: { en: 'CRM Approval', 'zh-CN': 'CRM 审批' },
	description: {
		en: 'Have records approved by the right people: steps, substitutes and deadlines as a policy says',
		'zh-CN': '按审批策略将记录交由合适的人审批：支持多步骤、代理人和时限',
	},
};

/** Approvals of any record, from the request to the last decision. */
export class CrmApproval implements INodeType {
	description: INodeTypeDescription = {
		displayName: texts.displayName[instanceLocale()],
		name: 'crmApproval',
		icon: { light: 'file:crmApproval.svg', dark: 'file:crmApproval.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleExpression(approvalRegistry, instanceLocale()),
		description: texts.description[instanceLocale()],
		defaults: { name: 'CRM Approval' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(approvalRegistry, instanceLocale()),
		usableAsTool: true,
		credentials: databaseCredentials,
		properties: propertiesOf(approvalRegistry, instanceLocale()),
	};

	methods = {
		credentialTest: databaseTest,
		listSearch: searchMethods([...new Set([...approvableNames, 'user' as const])]),
		loadOptions: { ...approvalFieldMethods, ...referenceOptionMethods },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, approvalRegistry);
	}
}
