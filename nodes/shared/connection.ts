import { isBuiltin } from 'node:module';

import type { FunctionsBase, ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Connection } from '../../core/crm';
import { CrmError } from '../../core/errors';
import { databaseCredential } from './databaseFields';
import { defaultConnection, readDatabase } from './readDatabase';

/** What n8n hands to a node, whatever it does: execute, listen, or fill a list in the editor. */
type NodeContext = Pick<FunctionsBase, 'getNode'> & {
	getCredentials<T extends object = ICredentialDataDecryptedObject>(type: string): Promise<T>;
};

function refuseOldRuntime(): void {
	if (isBuiltin('node:sqlite')) return;
	throw new CrmError(
		'StoreUnavailable',
		{
			en: `Node.js ${process.versions.node} has no built-in SQLite, which the CRM stores its data in`,
			'zh-CN': `Node.js ${process.versions.node} 没有内置 SQLite，CRM 无法保存数据`,
		},
		{ hint: { en: 'Run n8n on Node.js 24 or newer.', 'zh-CN': '请使用 Node.js 24 或更高版本运行 n8n。' } },
	);
}

/** A worker or a webhook processor knows by its command that it is one, whatever its environment says. */
const queueMode = (): boolean => process.env.EXECUTIONS_MODE === 'queue' || ['worker', 'webhook'].includes(process.argv[2]);

function refuseQueueMode(): void {
	if (!queueMode()) return;
	throw new CrmError(
		'StoreUnavailable',
		{
			en: 'Queue mode needs PostgreSQL: create a CRM Database credential.',
			'zh-CN': '队列模式需要 PostgreSQL：请创建“CRM Database”凭据。',
		},
		{
			hint: {
				en: 'Under Credentials, create a CRM Database credential with the engine PostgreSQL, and choose it in every CRM node of the workflow: with a SQLite file, each n8n process would have a CRM of its own.',
				'zh-CN':
					'请在“凭据”中新建“CRM Database”，数据库类型选 PostgreSQL，并在工作流的每个 CRM 节点中选择该凭据：若使用 SQLite 文件，每个 n8n 进程都会有各自独立的 CRM 数据。',
			},
		},
	);
}

/**
 * A connection that can serve here.
 * @throws CrmError StoreUnavailable for a SQLite file in queue mode or on a Node.js without SQLite
 */
export function usable(connection: Connection): Connection {
	if (connection.kind === 'postgres') return connection;
	refuseOldRuntime();
	refuseQueueMode();
	return connection;
}

function unreadable(cause: unknown): CrmError {
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new CrmError(
		'StoreUnavailable',
		{
			en: `The CRM Database credential of this node cannot be read: ${reason}`,
			'zh-CN': `无法读取此节点的“CRM Database”凭据：${reason}`,
		},
		{
			hint: {
				en: 'Choose a credential in the node that exists and that you may use.',
				'zh-CN': '请在节点中选择一个存在且您有权使用的凭据。',
			},
			cause,
		},
	);
}

async function readCredential(context: NodeContext): Promise<ICredentialDataDecryptedObject> {
	try {
		return await context.getCredentials(databaseCredential);
	} catch (cause) {
		throw unreadable(cause);
	}
}

/**
 * The store that a node works with: that of its credential, or without one a SQLite file in n8n's user folder.
 * @throws CrmError ValidationFailed for a credential with a bad field, StoreUnavailable where the store cannot serve
 */
export async function connectionOf(context: NodeContext): Promise<Connection> {
	const chosen = context.getNode().credentials?.[databaseCredential];
	return usable(chosen ? readDatabase(await readCredential(context)) : defaultConnection());
}
