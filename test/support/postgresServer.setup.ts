import { startPostgres, serverVariable, type PostgresServer } from '../../tools/servers/postgres';
import { leaveServer, makeTemplate } from './postgresDatabases';

const kept = globalThis as { guanxiPostgres?: PostgresServer };

/** Jest's global set-up of the project "postgres": one server for all of its test files. */
export default async function setUp(): Promise<void> {
	const server = await startPostgres();
	kept.guanxiPostgres = server;
	const { user, password, host, port, database } = server.address;
	process.env[serverVariable] ??= `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
	await makeTemplate();
	await leaveServer();
}
