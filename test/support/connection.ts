import type { Connection } from '../../core/crm';
import { addressOf, serverVariable } from '../../tools/servers/postgres';

/** Which engine the tests of this run use; jest's project "postgres" sets it. */
export const engine: Connection['kind'] = process.env.GUANXI_TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite';

/** How the database of that name is reached: of SQLite the file, of PostgreSQL the schema on the server that the environment names. */
export function connectionTo(name: string): Connection {
	if (engine === 'sqlite') return { kind: 'sqlite', path: name };
	const server = process.env[serverVariable];
	if (!server) throw new Error(`${serverVariable} names no server`);
	return { kind: 'postgres', ...addressOf(server), schema: name, poolSize: 4 };
}
