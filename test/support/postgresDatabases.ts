import { randomUUID } from 'node:crypto';

import { Client } from 'pg';

import { PostgresEngine } from '../../core/store/postgres/engine';
import { serverAddress } from './connection';

/** Names the database that this run has migrated; what else it makes on the server begins with this name. */
const templateVariable = 'GUANXI_TEST_TEMPLATE';

const schema = 'guanxi';

function templateName(): string {
	const name = process.env[templateVariable];
	if (!name) throw new Error(`${templateVariable} names no database`);
	return name;
}

/** A name that nothing on the server has. */
const newName = () => `${templateName()}_${randomUUID().replaceAll('-', '')}`;

let administrator: Promise<Client> | undefined;

async function connected(): Promise<Client> {
	const client = new Client(serverAddress());
	await client.connect();
	return client;
}

/** Runs a statement as the administrator of the server. */
export async function administer<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]> {
	administrator ??= connected();
	return (await (await administrator).query<Row>(statement, values)).rows;
}

export async function leaveServer(): Promise<void> {
	await (await administrator)?.end();
	administrator = undefined;
}

/** Migrates once for all tests of the run. A copy of a database costs a tenth of the migrations. */
export async function makeTemplate(): Promise<void> {
	const database = `guanxi_test_${randomUUID().slice(0, 8)}`;
	process.env[templateVariable] = database;
	await administer(`CREATE DATABASE "${database}"`);
	const engine = new PostgresEngine({ kind: 'postgres', ...serverAddress(), database, schema, poolSize: 2 });
	await engine.open();
	await engine.close();
}

/** Copying the files is half the work of logging their pages; before version 15 there is no choice. */
async function strategy(): Promise<string> {
	const [{ number }] = await administer<{ number: string }>(`SELECT current_setting('server_version_num') AS number`);
	return Number(number) >= 150_000 ? 'STRATEGY file_copy' : '';
}

/** A migrated database with nothing in it. */
export async function copyTemplate(): Promise<string> {
	const database = newName();
	await administer(`CREATE DATABASE "${database}" TEMPLATE "${templateName()}" ${await strategy()}`);
	return `${database}.${schema}`;
}

/** Takes a copy away, whoever is still connected. */
export async function dropCopy(name: string): Promise<void> {
	await administer(`DROP DATABASE IF EXISTS "${name.split('.')[0]}" WITH (FORCE)`);
}

/** A schema that is not there yet: what opens it makes and migrates it. */
export const newSchema = (): string => `${serverAddress().database}.${newName()}`;

/** Takes away what is left of this run. */
export async function dropEverything(): Promise<void> {
	const find = async (sql: string) => (await administer<{ name: string }>(sql, [templateName()])).map(({ name }) => name);
	for (const name of await find('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)')) await dropCopy(name);
	// One by one: all at once would need more locks than a server has room for.
	for (const name of await find('SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)'))
		await administer(`DROP SCHEMA "${name}" CASCADE`);
}
