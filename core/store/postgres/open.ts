import type { Client, ClientBase, CustomTypesConfig, Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresConnection } from '../../crm';
import { crmEntities } from '../../schema/entities';
import { asTypeOrmMigration } from '../migrations/migration';
import { migrations } from '../migrations/list';
import { initialised, typeorm } from '../typeorm';

/** PostgreSQL's driver, loaded when the first store on a server opens. */
export const pg = (): typeof import('pg') => require('pg') as typeof import('pg');

/** Milliseconds that a statement waits for a lock: two executions at the same records, or a migration. */
export const lockTimeout = 15_000;

/** Milliseconds that a call waits for a free connection of the pool. */
const poolTimeout = 15_000;

const toText = (value: string): string => value;

/** Type ids (https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat) whose values are not read as the driver does. */
const readers = new Map<number, (value: string) => unknown>([
	// int8, and numeric, which a sum of int8 is: all numbers of the CRM are safe integers.
	[20, Number],
	[1700, Number],
	// json and jsonb: read where the column is known.
	[114, toText],
	[3802, toText],
]);

/** How values are read; a type of the CRM's connections only, not of others in this process. */
const customTypes = (): CustomTypesConfig => ({
	getTypeParser: ((id: number, format?: 'text' | 'binary') =>
		(format !== 'binary' && readers.get(id)) || pg().types.getTypeParser(id, format as 'text')) as CustomTypesConfig['getTypeParser'],
});

/**
 * Sets a new connection up. By statements: as parameters of the connection PgBouncer refuses them, or leaves them out and
 * the tables would be in another schema.
 */
const setUp =
	({ schema }: PostgresConnection) =>
	async (client: ClientBase) =>
		await client.query(`SET search_path = "${schema}"; SET lock_timeout = ${lockTimeout}; SET timezone = 'UTC'`);

/** What the driver needs to connect, for the pool and for a connection of its own. */
export const clientConfig = ({ host, port, database, user, password, tls }: PostgresConnection) => ({
	host,
	port,
	database,
	user,
	password,
	ssl: tls ? { rejectUnauthorized: tls.verify, ...(tls.ca && { ca: tls.ca }) } : false,
	application_name: 'n8n-nodes-guanxi',
	connectionTimeoutMillis: poolTimeout,
	keepAlive: true,
	// A statement is sent before the one ahead of it is answered.
	pipeline: true,
	types: customTypes(),
});

/** A connection beside the pool, set up like those of it; end it when done. */
export async function connectAlone(connection: PostgresConnection): Promise<Client> {
	const client = new (pg().Client)(clientConfig(connection));
	// What runs on it fails by itself; unheard, the event would end n8n.
	client.on('error', () => {});
	await client.connect();
	await setUp(connection)(client);
	return client;
}

/** A TypeORM data source on the server, with a pool of connections that all see the CRM's schema alone. */
export async function openPostgres(connection: PostgresConnection): Promise<DataSource> {
	const { ssl, ...config } = clientConfig(connection);
	return await initialised(
		new (typeorm().DataSource)({
			type: 'postgres',
			driver: pg(),
			host: connection.host,
			port: connection.port,
			database: connection.database,
			username: connection.user,
			password: connection.password,
			schema: connection.schema,
			ssl,
			extra: { ...config, onConnect: setUp(connection), max: connection.poolSize, idleTimeoutMillis: 30_000, allowExitOnIdle: true },
			// A server that is restarted ends idle connections; the pool opens others.
			poolErrorHandler: () => {},
			installExtensions: false,
			entities: crmEntities(),
			migrations: migrations.map((migration) => asTypeOrmMigration(migration, 'postgres')),
			migrationsTableName: 'crm_migration',
			logging: false,
		}),
	);
}

/** The pool under a data source. TypeORM's own way to it makes a query runner for each statement. */
export const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as unknown as { master: Pool }).master;
