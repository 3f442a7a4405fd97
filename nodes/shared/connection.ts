import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

import type { Connection } from '../../core/crm';
import { CrmError } from '../../core/errors';

/** The folder in which n8n keeps its own data (n8n-core's InstanceSettings). */
const userFolder = (): string => join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');

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

function refuseQueueMode(): void {
	if (process.env.EXECUTIONS_MODE !== 'queue') return;
	throw new CrmError(
		'StoreUnavailable',
		{
			en: 'Queue mode needs PostgreSQL: create a CRM Database credential.',
			'zh-CN': '队列模式需要 PostgreSQL：请创建“CRM Database”凭据。',
		},
		{
			hint: {
				en: 'This credential comes with a later version. Until then, run n8n without queue mode: with a SQLite file, each n8n process would have a CRM of its own.',
				'zh-CN': '该凭据将在后续版本中提供。目前请不要以队列模式运行 n8n：若使用 SQLite 文件，每个 n8n 进程都会有各自独立的 CRM 数据。',
			},
		},
	);
}

/**
 * The store that a node works with: a SQLite file in n8n's user folder.
 * Throws CrmError StoreUnavailable where such a file cannot serve.
 */
export function connectionOf(): Connection {
	refuseOldRuntime();
	refuseQueueMode();
	return { kind: 'sqlite', path: join(userFolder(), 'guanxi', 'crm.sqlite') };
}
