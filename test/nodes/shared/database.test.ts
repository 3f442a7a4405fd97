import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ICredentialsDecrypted, INodeCredentialTestResult, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { CrmDatabaseApi } from '../../../credentials/CrmDatabaseApi.credentials';
import { Crm } from '../../../nodes/Crm/Crm.node';
import { databaseTest } from '../../../nodes/shared/database';
import { readDatabase } from '../../../nodes/shared/readDatabase';
import { activateTrigger, deleteCredentials, editorContext, runNode, type Database } from '../../support/harness';
import { until } from '../../support/frontDesk';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const sqlite = (name: string): Database => ({ engine: 'sqlite', path: join(String(process.env.N8N_USER_FOLDER), name) });
const server: Database = { engine: 'postgres', host: 'db.example.com', database: 'crm', user: 'crm', password: ' s3cret ' };

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
const create = async (name: string, database?: Database) =>
	await runNode({ type: 'crm', parameters: { resource: 'user', operation: 'create', fields: automatic }, items: [{ name }], database });
const count = async (database?: Database) =>
	(await runNode({ type: 'crm', parameters: { resource: 'user', operation: 'count' }, database })).json[0].count;
const test = async (data?: Database): Promise<INodeCredentialTestResult> =>
	await databaseTest.crmDatabase({ id: '1', name: 'A database', type: 'crmDatabaseApi', data } satisfies ICredentialsDecrypted);

async function withVariables<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
	const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
	Object.assign(process.env, variables);
	try {
		return await work();
	} finally {
		for (const [name, value] of before) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	}
}

/** What readDatabase says against a credential. */
function complaint(data: Database): { message: string; field?: string } {
	try {
		readDatabase(data);
	} catch (error) {
		return error as { message: string; field?: string };
	}
	throw new Error('The credential was accepted.');
}

describe('the credential CRM Database', () => {
	const shownFor = (values: Record<string, string>) =>
		new CrmDatabaseApi().properties
			.filter(({ displayOptions }) => Object.entries(displayOptions?.show ?? {}).every(([name, ok]) => ok?.includes(values[name])))
			.map(({ name }) => name);

	it('shows only the fields of the chosen engine', () => {
		expect(shownFor({ engine: 'sqlite', tls: 'verified' })).toEqual(['engine', 'path']);
		const basic = ['engine', 'host', 'port', 'database', 'schema', 'user', 'password', 'tls', 'poolSize'];
		expect(shownFor({ engine: 'postgres', tls: 'off' })).toEqual(basic);
		expect(shownFor({ engine: 'postgres', tls: 'verified' })).toEqual([...basic.slice(0, -1), 'ca', 'poolSize']);
	});

	it('hides the password and nothing else', () => {
		const hidden = new CrmDatabaseApi().properties.filter(({ typeOptions }) => typeOptions?.password);
		expect(hidden.map(({ name }) => name)).toEqual(['password']);
	});

	it('is there under the name that messages tell the user to look for, in both languages', async () => {
		for (const locale of ['en', 'zh-CN']) {
			await withVariables({ N8N_DEFAULT_LOCALE: locale }, async () => {
				const { displayName, icon, properties } = await Promise.resolve(new CrmDatabaseApi());
				expect(displayName).toBe('CRM Database');
				expect(properties.find(({ name }) => name === 'password')?.displayName).toBe(locale === 'en' ? 'Password' : '密码');
				for (const file of Object.values(icon)) {
					expect(existsSync(join(__dirname, '../../../credentials', file.replace('file:', '')))).toBe(true);
				}
			});
		}
	});
});

describe('what is filled in', () => {
	it('becomes a connection, with the defaults of what is left empty', () => {
		expect(readDatabase(server)).toEqual({
			kind: 'postgres',
			host: 'db.example.com',
			port: 5432,
			database: 'crm',
			schema: 'guanxi',
			user: 'crm',
			password: ' s3cret ',
			tls: undefined,
			poolSize: 5,
		});
		const ca = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----';
		expect(readDatabase({ ...server, port: '6543', tls: 'verified', ca, poolSize: 2, schema: 'sales_2' })).toMatchObject({
			port: 6543,
			poolSize: 2,
			schema: 'sales_2',
			tls: { verify: true, ca },
		});
		expect(readDatabase({ ...server, tls: 'verified', ca: '' })).toMatchObject({ tls: { verify: true } });
		expect(readDatabase({ ...server, tls: 'unverified', ca })).toMatchObject({ tls: { verify: false } });
	});

	it('may be an empty path, which is the file of nodes without a credential', () => {
		const file = join(String(process.env.N8N_USER_FOLDER), '.n8n', 'guanxi', 'crm.sqlite');
		expect(readDatabase({ engine: 'sqlite', path: ' ' })).toEqual({ kind: 'sqlite', path: file });
	});

	it.each<[string, Database]>([
		['File Path must be a whole path', { engine: 'sqlite', path: 'crm.sqlite' }],
		['Host is missing', { ...server, host: '' }],
		['Port must be between 1 and 65535', { ...server, port: 65_536 }],
		['Port must be a whole number', { ...server, port: 'abc' }],
		['Database is missing', { ...server, database: '' }],
		['Schema must consist of small letters', { ...server, schema: 'Sales' }],
		['Schema must consist of small letters', { ...server, schema: 'a"; DROP SCHEMA public; --' }],
		['Schema must consist of small letters', { ...server, schema: 'pg_crm' }],
		['Schema must consist of small letters', { ...server, schema: 'x'.repeat(64) }],
		['User is missing', { ...server, user: ' ' }],
		['TLS must be one of the choices', { ...server, tls: 'maybe' }],
		['CA Certificate must be PEM text', { ...server, tls: 'verified', ca: 'abc' }],
		['Pool Size must be between 2 and 100', { ...server, poolSize: 1 }],
		['Engine must be one of the choices', { host: 'db.example.com' }],
	])('is refused with "%s …"', (message, data) => {
		expect(complaint(data).message).toMatch(new RegExp(`^CRM Database: ${message}`));
	});

	it('is told all at once where several fields are wrong, without the password', () => {
		const { message, field } = complaint({ engine: 'postgres', port: 0, schema: '1', password: 's3cret' });
		expect(message).toContain('Host is missing');
		expect(message).toContain('Port must be between');
		expect(message).toContain('User is missing');
		expect(field).toBe('schema');
		expect(JSON.stringify(complaint({ ...server, port: 0 }))).not.toContain('s3cret');
	});

	it("cannot be n8n's own database", () => {
		const folder = join(String(process.env.N8N_USER_FOLDER), '.n8n');
		expect(complaint({ engine: 'sqlite', path: join(folder, 'guanxi', '..', 'database.sqlite') }).message).toContain("n8n's own");
	});
});

describe('several databases in one n8n', () => {
	it('are kept apart, node by node', async () => {
		const [east, west] = [sqlite('east.sqlite'), sqlite('west.sqlite')];
		await create('李娜', east);
		await create('王芳', east);
		await create('Ada', west);
		expect([await count(east), await count(west), await count()]).toEqual([2, 1, 0]);
	});

	it('give the lists of the editor what is in the database of the node', async () => {
		const [east, west] = [sqlite('east.sqlite'), sqlite('west.sqlite')];
		await create('李娜', east);
		await create('Ada', west);
		const { methods } = new Crm();
		const parameters = { resource: 'lead', operation: 'create' };
		const namesIn = async (database?: Database) => {
			const lists = editorContext('crm', parameters, database);
			const { fields } = await methods.resourceMapping.objectFields.call(lists);
			return {
				form: fields.find(({ id }) => id === 'ownerId')?.options?.map(({ name }) => name),
				locator: (await methods.listSearch.searchUser.call(lists)).results.map(({ name }) => name),
				list: (await methods.loadOptions.users.call(lists)).map(({ name }) => name),
			};
		};
		expect(await namesIn(east)).toEqual({ form: ['李娜'], locator: ['李娜'], list: ['李娜'] });
		expect(await namesIn(west)).toEqual({ form: ['Ada'], locator: ['Ada'], list: ['Ada'] });
		expect(await namesIn()).toMatchObject({ locator: [], list: [] });
	});

	it('start workflows with events of the trigger’s own database only', async () => {
		const [east, west] = [sqlite('east.sqlite'), sqlite('west.sqlite')];
		const then = { type: 'crm' as const, parameters: { resource: 'user', operation: 'count' }, database: west };
		const trigger = await activateTrigger({ events: ['created'], objects: ['user'] }, then, 'activate', east);
		await create('Ada', west);
		await create('李娜', east);
		await until(async () => await Promise.resolve(trigger.runs.length > 0));
		await trigger.deactivate();
		expect(trigger.emitted).toMatchObject([{ record: { name: '李娜' } }]);
		expect(trigger.runs[0].json).toEqual([{ count: 1 }]);
	});

	it('do not take an event of the one for the cause of a change in the other', async () => {
		const [east, west] = [sqlite('east.sqlite'), sqlite('west.sqlite')];
		const add = {
			type: 'crm' as const,
			parameters: { resource: 'user', operation: 'create', fields: { ...automatic, mappingMode: 'defineBelow', value: { name: 'Ada' } } },
		};
		const trigger = await activateTrigger(
			{ events: ['created'], objects: ['user'], options: { maxDepth: 1 } },
			{ ...add, database: west },
			'activate',
			east,
		);
		const behind = await activateTrigger(
			{ events: ['created'], objects: ['user'], options: { maxDepth: 1 } },
			{ type: 'crm', parameters: { resource: 'user', operation: 'count' } },
			'activate',
			west,
		);
		await create('李娜', east);
		await until(async () => await Promise.resolve(behind.emitted.length > 0));
		await Promise.all([trigger.deactivate(), behind.deactivate()]);
		expect(behind.emitted).toMatchObject([{ record: { name: 'Ada' } }]);
	});
});

describe('a node', () => {
	const counting = { type: 'crm' as const, parameters: { resource: 'user', operation: 'count' } };

	it('works with the built-in file whatever credential hangs on it, in lists too', async () => {
		const east = sqlite('east.sqlite');
		await create('李娜', east);
		await create('Ada');
		await create('Grace');
		const own = { ...counting.parameters, database: 'own' };
		expect((await runNode({ ...counting, parameters: own, database: east })).json).toEqual([{ count: 2 }]);
		const lists = editorContext('crm', own, east);
		expect((await new Crm().methods.loadOptions.users.call(lists)).map(({ name }) => name)).toEqual(['Ada', 'Grace']);
	});

	it.each([
		['en', 'none is chosen', 'Choose a CRM Database credential'],
		['zh-CN', '尚未选择凭据', '请在节点中选择“CRM Database”凭据'],
	])('that wants a credential and has none says so (%s)', async (locale, happened, todo) => {
		await withVariables({ N8N_DEFAULT_LOCALE: locale }, async () => {
			const lists = editorContext('crm', { ...counting.parameters, database: 'credential' });
			const error = await new Crm().methods.loadOptions.users.call(lists).catch((cause: unknown) => cause);
			expect(error).toMatchObject({ message: expect.stringContaining(happened), description: expect.stringContaining(todo) });
		});
	});

	it('refuses a choice that there is not, rather than to guess a database', async () => {
		const { error } = await runNode({ ...counting, parameters: { ...counting.parameters, database: '={{ "credential" }}' } });
		expect(error?.message).toContain('CRM Database must be one of the choices');
	});

	it('starts its workflow with events of the built-in file although the trigger has a credential', async () => {
		const east = sqlite('east.sqlite');
		const trigger = await activateTrigger({ database: 'own', events: ['created'], objects: ['user'] }, counting, 'activate', east);
		await create('Ada', east);
		await create('李娜');
		await until(async () => await Promise.resolve(trigger.runs.length > 0));
		await trigger.deactivate();
		expect(trigger.emitted).toMatchObject([{ record: { name: '李娜' } }]);
	});

	it.each(['activate', 'manual'] as const)('that is a trigger without its credential says so (%s)', async (activation) => {
		const started = activateTrigger({ database: 'credential', events: ['created'], objects: ['user'] }, counting, activation);
		await expect(started).rejects.toThrow('none is chosen');
	});
});

describe('a node whose credential is gone', () => {
	it('says so and what to do', async () => {
		const east = sqlite('east.sqlite');
		await create('李娜', east);
		const run = runNode({ type: 'crm', parameters: { resource: 'user', operation: 'count' }, database: east });
		deleteCredentials();
		const { error } = await run;
		expect(error?.message).toContain('credential of this node cannot be read');
		expect(error?.description).toContain('Choose a credential');
	});
});

describe('the test button', () => {
	it('makes the database and says that it works', async () => {
		const east = sqlite('east.sqlite');
		expect(await test(east)).toEqual({ status: 'OK', message: 'The CRM can be read and written' });
		expect(existsSync(String(east.path))).toBe(true);
	});

	it('says what is in the way and what to do, in the language of the instance', async () => {
		writeFileSync(join(String(process.env.N8N_USER_FOLDER), 'file'), '');
		const blocked = sqlite('file/east.sqlite');
		expect(await test(blocked)).toEqual({
			status: 'Error',
			message: 'The CRM database file cannot be opened. Check that the folder exists and that the user that runs n8n may write in it.',
		});
		await withVariables({ N8N_DEFAULT_LOCALE: 'zh-CN' }, async () => {
			expect((await test(blocked)).message).toMatch(/^无法打开 CRM 数据库文件。请检查/);
		});
	});

	it('makes no folder: a wrong path would begin an empty CRM', async () => {
		const { status, message } = await test(sqlite('new/folder/east.sqlite'));
		expect(status).toBe('Error');
		expect(message).toMatch(/^CRM Database: File Path is in a folder that does not exist/);
		expect(existsSync(join(String(process.env.N8N_USER_FOLDER), 'new'))).toBe(false);
	});

	it('makes the folder of the built-in file, also for another file in it', async () => {
		expect((await test({ engine: 'sqlite', path: '' })).status).toBe('OK');
		rmSync(join(String(process.env.N8N_USER_FOLDER), '.n8n'), { recursive: true });
		expect((await test(sqlite('.n8n/guanxi/sales.sqlite'))).status).toBe('OK');
	});

	it('names a field that is wrong', async () => {
		expect(await test({ ...server, host: '' })).toEqual({
			status: 'Error',
			message: 'CRM Database: Host is missing. Correct it in the CRM Database credential and press its test button.',
		});
	});

	it('works as soon as what was in the way is gone', async () => {
		const folder = join(String(process.env.N8N_USER_FOLDER), 'later');
		writeFileSync(folder, '');
		const later = sqlite('later/crm.sqlite');
		expect((await test(later)).status).toBe('Error');
		rmSync(folder);
		mkdirSync(folder);
		expect((await test(later)).status).toBe('OK');
	});
});

describe('in queue mode', () => {
	const refusal = 'Queue mode needs PostgreSQL: create a CRM Database credential.';

	it.each([
		['without a credential', undefined],
		['with a credential for SQLite', { engine: 'sqlite', path: '' }],
	])('SQLite is refused %s', async (_, database?: Database) => {
		await withVariables({ EXECUTIONS_MODE: 'queue' }, async () => {
			expect((await create('李娜', database)).error?.message).toBe(refusal);
		});
	});

	it('SQLite is refused in Chinese on a Chinese instance', async () => {
		await withVariables({ EXECUTIONS_MODE: 'queue', N8N_DEFAULT_LOCALE: 'zh-CN' }, async () => {
			const { error } = await create('李娜');
			expect(error?.message).toBe('队列模式需要 PostgreSQL：请创建“CRM Database”凭据。');
			expect(error?.description).toContain('数据库类型选 PostgreSQL');
		});
	});

	it.each(['worker', 'webhook'])('SQLite is refused in a %s process, whatever its environment says', async (command) => {
		const [program, file] = process.argv;
		const argv = process.argv;
		process.argv = [program, file, command];
		try {
			expect((await create('李娜')).error?.message).toBe(refusal);
		} finally {
			process.argv = argv;
		}
	});

	it('the test button refuses SQLite too', async () => {
		await withVariables({ EXECUTIONS_MODE: 'queue' }, async () => {
			const { status, message } = await test({ engine: 'sqlite', path: '' });
			expect(status).toBe('Error');
			expect(message).toMatch(
				/^Queue mode needs PostgreSQL: create a CRM Database credential\. Its engine is PostgreSQL\. In every CRM node/,
			);
		});
	});
});
