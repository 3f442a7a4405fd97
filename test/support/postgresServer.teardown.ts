import { Client } from 'pg';

import type { PostgresServer } from '../../tools/servers/postgres';
import { schemaPrefix } from './databases';

/** Ends our own server; of another one only the tests' schemas go. */
export default async function tearDown(): Promise<void> {
	const server = (globalThis as { guanxiPostgres?: PostgresServer }).guanxiPostgres;
	if (!server) return;
	if (!server.own) await dropSchemas(server);
	await server.stop();
}

async function dropSchemas({ address }: PostgresServer): Promise<void> {
	const client = new Client(address);
	await client.connect();
	const { rows } = await client.query<{ name: string }>('SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)', [
		schemaPrefix,
	]);
	// One by one: all at once would need more locks than a server has room for.
	for (const { name } of rows) await client.query(`DROP SCHEMA "${name}" CASCADE`);
	await client.end();
}
