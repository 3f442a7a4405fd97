import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { closeStores, openCrm } from '../../core';
import { ensureN8n } from '../../tools/n8n/cache';
import { N8nClient } from '../../tools/n8n/client';
import { databaseFields, onOwnFile } from '../../tools/n8n/database';
import { crmDatabase } from '../../tools/n8n/demoData';
import { freePort } from '../../tools/n8n/ports';
import { readStartOptions } from '../../tools/n8n/startOptions';
import { startPostgres, type PostgresServer } from '../../tools/servers/postgres';
import { cloneCheckout, Command } from '../support/startCommand';

describe('what --database takes', () => {
	it('is an address, with the schema and how far the server is trusted', () => {
		expect(databaseFields('postgres://crm:p%40ss@db.example.com/sales?schema=east&sslmode=verify-full')).toEqual({
			engine: 'postgres',
			host: 'db.example.com',
			port: 5432,
			database: 'sales',
			schema: 'east',
			user: 'crm',
			password: 'p@ss',
			tls: 'verified',
		});
	});

	it.each(['db.example.com', 'mysql://crm@db.example.com/sales', 'postgres://db.example.com/sales', 'postgres://crm@db.example.com', 'postgres://crm@h/d?sslmode=perhaps'])(
		'is refused as %s, in one sentence without the address',
		(url) => {
			const start = () => readStartOptions(['--database', url]);
			expect(start).toThrow(/^--database takes postgres:\/\/user:password@host:port\/database/);
			expect(start).not.toThrow('example.com');
		},
	);
});

describe('npm start with --database', () => {
	const folder = mkdtempSync(join(tmpdir(), 'guanxi-start-'));
	const [clone, data] = [join(folder, 'clone'), join(folder, 'data')];
	const schema = `guanxi_${randomBytes(4).toString('hex')}`;
	const commands: Command[] = [];
	let server: PostgresServer;
	let url: string;

	const start = async (database?: string) => {
		const args = ['--port', String(await freePort()), '--data', data, ...(database ? ['--database', database] : [])];
		const command = new Command(process.execPath, ['--import', 'tsx', 'tools/n8n/start.ts', ...args], { cwd: clone });
		commands.push(command);
		return command;
	};

	/** Waits until everything is ready, and logs in with what is printed. */
	const logIn = async (started: Command) => {
		const [, n8n] = await started.prints(/POST (\S+)\/webhook\/guanxi\/lead/);
		const [, email, password] = await started.prints(/E-mail +(\S+)\n +Password +(\S+)/);
		const client = new N8nClient(n8n);
		await client.login({ email, password });
		return client;
	};

	const stop = async (started: Command) => {
		started.tellGroup('SIGINT');
		expect(await started.ended).toBe(0);
	};

	beforeAll(async () => {
		await ensureN8n({ onProgress: ({ en }) => process.stderr.write(`${en}\n`) });
		mkdirSync(clone);
		cloneCheckout(clone);
		server = await startPostgres();
		const { host, port, user, password, database } = server.address;
		url = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}?schema=${schema}`;
	}, 20 * 60_000);

	afterAll(async () => {
		for (const command of commands) command.tellGroup('SIGKILL');
		await Promise.all(commands.map(({ ended }) => ended));
		await closeStores();
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it('says before n8n is started what is wrong with the address that was given, without its password', async () => {
		const refused = await start('postgres://crm:s3cret@127.0.0.1:9/sales');
		expect(await refused.ended).toBe(1);
		expect(refused.stderr.trim()).toBe(
			'--database: The PostgreSQL server of the CRM cannot be reached. Given were host 127.0.0.1, port 9, database sales, schema guanxi and user crm: correct the address, or the server, and start again.',
		);
		expect(refused.stdout).not.toContain('Building');
		expect(refused.stdout + refused.stderr).not.toContain('s3cret');
	}, 60_000);

	it('fills that database and takes leads into it', async () => {
		const started = await start(url);
		const [, n8n] = await started.prints(/POST (\S+)\/webhook\/guanxi\/lead/);
		expect(started.stdout).toContain(`The CRM’s data is in the database ${server.address.database} on 127.0.0.1`);
		const body = JSON.stringify({ name: '王小明', phone: '13912345678' });
		const answer = await fetch(`${n8n}/webhook/guanxi/lead`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
		expect(await answer.json()).toMatchObject({ outcome: 'created' });
		await stop(started);
		const crm = openCrm({ kind: 'postgres', ...server.address, schema, poolSize: 2 }, { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });
		expect(await crm.records.count('user', {})).toBe(6);
		expect((await crm.records.list('lead', { limit: 1, search: '13912345678' })).records).toMatchObject([{ name: '王小明' }]);
		crm.release();
		expect(existsSync(crmDatabase(data))).toBe(false);
	}, 240_000);

	it('names the nodes of a changed workflow that stay on the SQLite file, and makes no second credential', async () => {
		const without = await start();
		const client = await logIn(without);
		const [{ id }] = (await client.rest<Array<{ id: string; name: string }>>('GET', '/workflows')).filter(({ name }) => name === 'New Lead Log');
		const workflow = await client.storedWorkflow(id);
		if (!workflow) throw new Error('New Lead Log is gone.');
		expect(onOwnFile(workflow)).toHaveLength(2);
		await client.saveWorkflow({ ...workflow, nodes: workflow.nodes.map((node) => ({ ...node, notes: 'Mine' })) });
		await stop(without);

		const again = await start(url);
		const other = await logIn(again);
		expect(again.stdout).toContain(`Warning: nodes of New Lead Log still work with the built-in SQLite file, not with the database: ${onOwnFile(workflow).join(', ')}\n`);
		expect(again.stdout.match(/Warning/g)).toHaveLength(1);
		expect(again.stdout).toContain('set CRM Database to “From a Credential”');
		expect((await other.databaseCredentials()).map(({ name }) => name)).toEqual([`CRM Database ${server.address.database} (127.0.0.1)`]);
		await stop(again);
	}, 240_000);
});
