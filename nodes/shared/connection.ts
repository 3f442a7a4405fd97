import { isBuiltin } from 'node:module';

import type { FunctionsBase, ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Connection } from '../../core/crm';
import { CrmError } from '../../core/errors';
import { databaseChoiceLabel } from './databaseChoice';
import { databaseCredential, databaseParameter } from './databaseFields';
import { badParameter } from './errors';
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
				en: 'Its engine is PostgreSQL. In every CRM node of the workflow set CRM Database to “From a Credential” and choose it: with a SQLite file, each n8n process would have a CRM of its own.',
				'zh-CN':
					'凭据的数据库类型选 PostgreSQL，并在工作流的每个 CRM 节点中将“CRM 数据库”设为“由凭据指定”，再选择该凭据：若使用 SQLite 文件，每个 n8n 进程都会有各自独立的 CRM 数据。',
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

const noneChosen = (): CrmError =>
	new CrmError(
		'StoreUnavailable',
		{
			en: 'This node is to take its database from a credential, and none is chosen',
			'zh-CN': '此节点的数据库由凭据指定，但尚未选择凭据',
		},
		{
			hint: {
				en: 'Choose a CRM Database credential in the node, or set CRM Database to “Built-In SQLite File”.',
				'zh-CN': '请在节点中选择“CRM Database”凭据，或将“CRM 数据库”设为“自带的 SQLite 文件”。',
			},
		},
	);

async function readCredential(context: NodeContext): Promise<ICredentialDataDecryptedObject> {
	if (!context.getNode().credentials?.[databaseCredential]) throw noneChosen();
	try {
		return await context.getCredentials(databaseCredential);
	} catch (cause) {
		throw unreadable(cause);
	}
}

/** A node that n8n stored without the parameter has its default. */
async function chosenConnection(context: NodeContext): Promise<Connection> {
	const choice = context.getNode().parameters[databaseParameter] ?? 'own';
	if (choice === 'own') return defaultConnection();
	if (choice === 'credential') return readDatabase(await readCredential(context));
	throw badParameter(databaseChoiceLabel, databaseParameter, { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
}

/**
 * The store that a node works with: the SQLite file in n8n's user folder, whatever credential hangs on it, or that of
 * its credential where the node says so.
 * @throws CrmError ValidationFailed for a credential with a bad field, StoreUnavailable where there is none or the store cannot serve
 */
export async function connectionOf(context: NodeContext): Promise<Connection> {
	return usable(await chosenConnection(context));
}
