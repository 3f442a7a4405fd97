import type { INodeCredentialDescription } from 'n8n-workflow';

import { databaseCredential, databaseParameter, type DatabaseChoice } from './databaseFields';
import type { PropertySpec } from './property';

export const databaseChoiceLabel = { en: 'CRM Database', 'zh-CN': 'CRM 数据库' };

const own = { en: 'Built-In SQLite File', 'zh-CN': '自带的 SQLite 文件' };
const fromCredential = { en: 'From a Credential', 'zh-CN': '由凭据指定' };

/**
 * The first parameter of every node. Without it n8n would choose any CRM Database credential by itself for each node
 * that is opened, and could not take it out again.
 */
export const databaseProperty: PropertySpec = {
	displayName: databaseChoiceLabel,
	name: databaseParameter,
	type: 'options',
	noDataExpression: true,
	ordered: true,
	default: 'own' satisfies DatabaseChoice,
	options: [
		{
			name: own,
			value: 'own' satisfies DatabaseChoice,
			description: {
				en: "A file of its own in n8n's user folder: nothing to set up, for a single n8n process",
				'zh-CN': '位于 n8n 用户目录，无需设置，适用于单个 n8n 进程',
			},
		},
		{
			name: fromCredential,
			value: 'credential' satisfies DatabaseChoice,
			description: {
				en: 'PostgreSQL, or another SQLite file; a form of fields shows those of that database when the node is opened again',
				'zh-CN': 'PostgreSQL 或其他 SQLite 文件；重新打开节点后，字段表单会显示该数据库的字段',
			},
		},
	],
};

/** Every node's credential: n8n asks for it, and chooses the only one there is, where the parameter says so. */
export const databaseCredentials: INodeCredentialDescription[] = [
	{
		name: databaseCredential,
		required: true,
		displayOptions: { show: { [databaseParameter]: ['credential' satisfies DatabaseChoice] } },
		testedBy: 'crmDatabase',
	},
];
