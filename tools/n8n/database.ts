import { createHash } from 'node:crypto';
import type { N8nClient, WorkflowJson } from './client';
import { SetupError } from './setupError';
import { readState, remember } from './startState';

/** A credential in n8n, as a node names it. */
export interface Credential {
	readonly id: string;
	readonly name: string;
}

/** What is filled in in a CRM Database credential. */
export type DatabaseFields = Readonly<Record<string, string | number>>;

const name = 'CRM Database';

const tlsOf: Record<string, string> = { disable: 'off', require: 'unverified', 'verify-full': 'verified' };

/**
 * The fields of a CRM Database credential for `postgres://user:password@host:port/database?schema=…&sslmode=…`.
 * @throws SetupError for anything else
 */
export function databaseFields(url: string): DatabaseFields {
	const { protocol, hostname, port, username, password, pathname, searchParams } = URL.canParse(url) ? new URL(url) : new URL('none:');
	const database = decodeURIComponent(pathname.slice(1));
	const tls = tlsOf[searchParams.get('sslmode') ?? 'disable'];
	if (!/^postgres(ql)?:$/.test(protocol) || !hostname || !username || !database || !tls) {
		throw new SetupError({
			en: '--database takes postgres://user:password@host:port/database, and after it ?schema=… and sslmode=disable, require or verify-full.',
			'zh-CN': '--database 应为 postgres://用户名:密码@主机:端口/数据库，其后可加 ?schema=… 以及 sslmode=disable、require 或 verify-full。',
		});
	}
	return {
		engine: 'postgres',
		host: hostname,
		port: Number(port || 5432),
		database,
		schema: searchParams.get('schema') ?? 'guanxi',
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		tls,
	};
}

/**
 * The credential in n8n for the database that this start names; undefined for the SQLite file. Another database than at
 * the last start has no demo data yet.
 * @throws SetupError with what the credential's test button says
 */
export async function chooseDatabase(client: N8nClient, data: string, fields: DatabaseFields | undefined): Promise<Credential | undefined> {
	const known = readState(data).database;
	const hash = fields && createHash('sha256').update(JSON.stringify(fields)).digest('hex');
	if (known?.hash !== hash) {
		const database = hash && { hash, credential: { id: await client.createCredential(name, fields), name } };
		await remember(data, { database: database || undefined, demoLoaded: false });
	}
	const credential = readState(data).database?.credential;
	if (!credential || !fields) return undefined;
	const { status, message } = await client.testCredential({ ...credential, type: 'crmDatabaseApi', data: fields });
	if (status !== 'OK') throw new SetupError({ en: `--database: ${message}`, 'zh-CN': `--database：${message}` });
	return credential;
}

/** A workflow in which every CRM node works with the database of a credential, as a user chooses it node by node. */
export function withDatabase(workflow: WorkflowJson, credential: Credential | undefined): WorkflowJson {
	if (!credential) return workflow;
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-guanxi.') ? { ...node, credentials: { ...node.credentials, crmDatabaseApi: credential } } : node,
	);
	return { ...workflow, nodes };
}
