import type { ICredentialsDecrypted, INodeParameters } from 'n8n-workflow';
import { Client } from 'pg';

import { closeStores } from '../../../core';
import { Crm } from '../../../nodes/Crm/Crm.node';
import { databaseTest } from '../../../nodes/shared/database';
import { startPostgres, type PostgresServer } from '../../../tools/servers/postgres';
import { until } from '../../support/frontDesk';
import { activateTrigger, editorContext, runNode, type Database } from '../../support/harness';

let server: PostgresServer;

const asAdministrator = async (statements: readonly string[], database = server.address.database): Promise<void> => {
	const client = new Client({ ...server.address, database });
	await client.connect();
	for (const statement of statements) await client.query(statement);
	await client.end();
};

beforeAll(async () => {
	server = await startPostgres({ own: true });
	await asAdministrator([
		`CREATE ROLE crm LOGIN PASSWORD 's3cret'`,
		'CREATE DATABASE crm OWNER crm',
		`CREATE ROLE reader LOGIN PASSWORD 's3cret'`,
	]);
	// A server of our own trusts everybody; this one is to ask for passwords.
	await asAdministrator([
		`COPY (SELECT 'host all postgres 127.0.0.1/32 trust' UNION ALL SELECT 'host all all 127.0.0.1/32 scram-sha-256') TO '${await hbaFile()}'`,
		'SELECT pg_reload_conf()',
	]);
}, 60_000);

afterAll(async () => {
	await closeStores();
	await server.stop();
});

async function hbaFile(): Promise<string> {
	const client = new Client(server.address);
	await client.connect();
	const { rows } = await client.query<{ hba_file: string }>('SHOW hba_file');
	await client.end();
	return rows[0].hba_file;
}

const crm = (fields: Database = {}): Database => {
	const { host, port } = server.address;
	return { engine: 'postgres', host, port, database: 'crm', user: 'crm', password: 's3cret', ...fields };
};

const test = async (data: Database) =>
	await databaseTest.crmDatabase({ id: '1', name: 'A database', type: 'crmDatabaseApi', data } satisfies ICredentialsDecrypted);

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
const create = async (name: string, database: Database) =>
	await runNode({ type: 'crm', parameters: { resource: 'user', operation: 'create', fields: automatic }, items: [{ name }], database });
const count = async (database: Database) =>
	(await runNode({ type: 'crm', parameters: { resource: 'user', operation: 'count' }, database })).json[0].count;

describe('the test button', () => {
	it('makes schema and tables and says that they can be used', async () => {
		expect(await test(crm())).toEqual({ status: 'OK', message: 'The CRM can be read and written' });
		const run = await runNode({ type: 'crm', parameters: { resource: 'system', operation: 'health' }, database: crm() });
		expect(run.json).toMatchObject([{ status: 'ok', engine: 'postgres', schema: 'guanxi' }]);
	});

	it.each<[string, Database, string, string]>([
		['the server is not there', { port: 9 }, 'cannot be reached', 'Check Host and Port'],
		['the password is wrong', { password: 'wr0ng' }, 'refused the user or the password', 'Correct User and Password'],
		['there is no such user', { user: 'nobody' }, 'refused the user or the password', 'Correct User and Password'],
		['there is no such database', { database: 'sales' }, 'no database of this name', 'Correct Database'],
		['the user may not make a schema', { user: 'reader', schema: 'east' }, 'lacks a right', 'CREATE SCHEMA'],
		['the user may not write in the schema', { user: 'reader' }, 'lacks a right', 'CREATE SCHEMA'],
		['the server has no TLS', { tls: 'unverified' }, 'offers no TLS', 'Switch TLS off'],
	])('says when %s what is wrong and what to do, without the password', async (_, fields, happened, todo) => {
		const { status, message } = await test(crm(fields));
		expect(status).toBe('Error');
		expect(message).toContain(happened);
		expect(message).toContain(todo);
		expect(message).not.toMatch(/s3cret|wr0ng/);
	});

	it('needs no right to make a schema where an administrator has made one', async () => {
		await asAdministrator(['CREATE SCHEMA given AUTHORIZATION reader'], 'crm');
		expect((await test(crm({ user: 'reader', schema: 'given' }))).status).toBe('OK');
	});

	it('works once the password is corrected, and then the nodes do', async () => {
		const schema = 'corrected';
		expect((await test(crm({ schema, password: 'wr0ng' }))).status).toBe('Error');
		expect((await create('李娜', crm({ schema, password: 'wr0ng' }))).error?.message).toContain('refused the user or the password');
		expect((await test(crm({ schema }))).status).toBe('OK');
		await create('李娜', crm({ schema }));
		expect(await count(crm({ schema }))).toBe(1);
	});
});

describe('nodes on PostgreSQL', () => {
	it('work in queue mode', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		try {
			await create('Ada', crm({ schema: 'queue' }));
			expect(await count(crm({ schema: 'queue' }))).toBe(1);
		} finally {
			delete process.env.EXECUTIONS_MODE;
		}
	});

	it('keep the schemas of one database apart, in data, lists and events', async () => {
		const [east, west] = [crm({ schema: 'sales_east' }), crm({ schema: 'sales_west' })];
		await create('Ada', west);
		const then = { type: 'crm' as const, parameters: { resource: 'user', operation: 'count' }, database: west };
		const trigger = await activateTrigger({ events: ['created'], objects: ['user'] }, then, 'activate', east);
		await create('Grace', west);
		await create('李娜', east);
		await until(async () => await Promise.resolve(trigger.runs.length > 0));
		await trigger.deactivate();
		expect(trigger.emitted).toMatchObject([{ record: { name: '李娜' } }]);
		expect(trigger.runs[0].json).toEqual([{ count: 2 }]);
		const lists = editorContext('crm', { resource: 'lead', operation: 'create' }, east);
		const { results } = await new Crm().methods.listSearch.searchUser.call(lists);
		expect(results.map(({ name }) => name)).toEqual(['李娜']);
	});
});
