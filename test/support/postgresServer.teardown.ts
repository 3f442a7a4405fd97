import type { PostgresServer } from '../../tools/servers/postgres';
import { dropEverything, leaveServer } from './postgresDatabases';

/** Ends our own server; another one is left as it was. */
export default async function tearDown(): Promise<void> {
	const server = (globalThis as { guanxiPostgres?: PostgresServer }).guanxiPostgres;
	if (!server) return;
	if (!server.own) await dropEverything();
	await leaveServer();
	await server.stop();
}
