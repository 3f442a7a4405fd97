import type { INode } from 'n8n-workflow';
import { asCrmError } from '../../nodes/shared/errors';
import { tryOut } from '../../nodes/shared/database';
import type { N8nClient, StoredCredential, WorkflowJson } from './client';
import { SetupError } from './setupError';
import { readState, remember } from './startState';

/** A credential in n8n, as a node names it. */
export interface Credential {
	readonly id: string;
	readonly name: string;
}

/** What is filled in in a CRM Database credential. */
export type DatabaseFields = Readonly<Record<string, string | number>>;

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

/** What tells one database from another: everything else may be corrected in a credential. */
const addressOf = ({ host, port, database, schema, user }: DatabaseFields): string =>
	JSON.stringify([host, Number(port), database, schema, user]);

/**
 * Opens the database before n8n is there to do it.
 * @throws SetupError with the address that `--database` gave, without its password, and with what is in the way
 */
export async function tryDatabase(fields: DatabaseFields): Promise<void> {
	try {
		await tryOut({ ...fields });
	} catch (cause) {
		const { host, port, database, schema, user } = fields;
		const { text } = asCrmError(cause);
		throw new SetupError(
			{
				en: `--database: ${text.en}. Given were host ${host}, port ${port}, database ${database}, schema ${schema} and user ${user}: correct the address, or the server, and start again.`,
				'zh-CN': `--database：${text['zh-CN']}。所给地址：主机 ${host}，端口 ${port}，数据库 ${database}，模式 ${schema}，用户名 ${user}。请更正地址或检查服务器，然后重新启动。`,
			},
			{ cause },
		);
	}
}

/**
 * The credential in n8n for the database that this start names, made or brought up to date; undefined for the SQLite
 * file. Another database than at the last start has no demo data yet.
 */
export async function chooseDatabase(client: N8nClient, data: string, fields: DatabaseFields | undefined): Promise<Credential | undefined> {
	const address = fields && addressOf(fields);
	if (readState(data).database !== address) await remember(data, { database: address, demoLoaded: false });
	return fields && (await credentialFor(client, fields));
}

async function credentialFor(client: N8nClient, fields: DatabaseFields): Promise<Credential> {
	const isOfAddress = (stored: StoredCredential) => stored.data && addressOf(stored.data) === addressOf(fields);
	const known = (await client.databaseCredentials()).find(isOfAddress);
	const name = known?.name ?? `CRM Database ${fields.database} (${fields.host})`;
	const id = known ? await client.updateCredential(known.id, name, fields) : await client.createCredential(name, fields);
	return { id, name };
}

const isOurs = ({ type }: INode): boolean => type.startsWith('n8n-nodes-guanxi.');

/** A workflow in which every CRM node works with the database of a credential, as a user chooses it node by node. */
export function withDatabase(workflow: WorkflowJson, credential: Credential | undefined): WorkflowJson {
	if (!credential) return workflow;
	const nodes = workflow.nodes.map((node) => {
		if (!isOurs(node)) return node;
		const credentials = { ...node.credentials, crmDatabaseApi: credential };
		return { ...node, parameters: { database: 'credential', ...node.parameters }, credentials };
	});
	return { ...workflow, nodes };
}

/** The CRM nodes of a workflow that work with the built-in SQLite file. */
export const onOwnFile = ({ nodes }: Pick<WorkflowJson, 'nodes'>): string[] =>
	nodes.filter((node) => isOurs(node) && node.parameters.database !== 'credential').map(({ name }) => name);
