import type { Connection } from '../../core/crm';
import { addressOf, serverVariable, type PostgresAddress } from '../../tools/servers/postgres';

/** Which engine the tests of this run use; jest's project "postgres" sets it. */
export const engine: Connection['kind'] = process.env.GUANXI_TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite';

/** The server that the environment names. */
export function serverAddress(): PostgresAddress {
	const server = process.env[serverVariable];
	if (!server) throw new Error(`${serverVariable} names no server`);
	return addressOf(server);
}

/** How the database of that name is reached: of SQLite the file, of PostgreSQL `database.schema` on the server of the environment. */
export function connectionTo(name: string): Connection {
	if (engine === 'sqlite') return { kind: 'sqlite', path: name };
	const [database, schema] = name.split('.');
	return { kind: 'postgres', ...serverAddress(), database, schema, poolSize: 4 };
}
