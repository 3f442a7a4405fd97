import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { crmEntities } from '../../schema/entities';
import { asTypeOrmMigration } from '../migrations/migration';
import { migrations } from '../migrations/list';
import { sqlBy, type Sql } from '../sql';
import { patiently } from '../patience';
import { initialised, typeorm } from '../typeorm';
import { sqliteDialect } from './dialect';
import { NodeSqliteDatabase } from './nodeSqlite';

/** A TypeORM data source on the file; the writer makes the file when it is missing. Waits for another process's lock. */
export const openSqlite = (file: string, mode: 'write' | 'read'): Promise<DataSource> => patiently(() => openOnce(file, mode));

async function openOnce(file: string, mode: 'write' | 'read'): Promise<DataSource> {
	if (mode === 'write') mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
	const dataSource = new (typeorm().DataSource)({
		type: 'better-sqlite3',
		driver: NodeSqliteDatabase,
		database: file,
		readonly: mode === 'read',
		// Waiting for a lock would block the thread; the unit of work waits without blocking.
		timeout: 0,
		entities: crmEntities(),
		migrations: migrations.map((migration) => asTypeOrmMigration(migration, 'sqlite')),
		migrationsTableName: 'crm_migration',
		logging: false,
		prepareDatabase: (database: unknown) => prepare(database as NodeSqliteDatabase, mode),
	});
	return await initialised(dataSource);
}

function prepare(database: NodeSqliteDatabase, mode: 'write' | 'read'): void {
	try {
		if (mode === 'write') {
			database.pragma('journal_mode = WAL');
			// With WAL, NORMAL survives the end of the process at any moment; only a power cut can take the last commits.
			database.pragma('synchronous = NORMAL');
			// See checkpoint.ts: not in the middle of a commit.
			database.pragma('wal_autocheckpoint = 0');
			// A log that was moved is cut to nothing by the next commit; else its size would ask for a checkpoint for ever.
			database.pragma('journal_size_limit = 0');
		}
		database.pragma('cache_size = -16000');
		database.pragma('temp_store = MEMORY');
	} catch (error) {
		// TypeORM forgets a connection that it could not prepare, and the file would stay open.
		database.close();
		throw error;
	}
}

/** Whether migrations have run on it. */
export async function isMade(sql: Sql): Promise<boolean> {
	const [table] = await sql.query(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'crm_meta'`);
	return table !== undefined;
}

/** A number that is another one after other connections, in this process or not, have committed. */
export async function dataVersion(sql: Sql): Promise<unknown> {
	const [row] = await sql.query('PRAGMA data_version');
	return row.data_version;
}

/** Statements on the data source's one connection. TypeORM's own way to it costs more than a look-up by key does. */
export function sqlOf(dataSource: DataSource): Sql {
	const { databaseConnection } = dataSource.driver as unknown as { databaseConnection: NodeSqliteDatabase };
	return sqlBy(
		sqliteDialect,
		async <Row>(statement: string, parameters: readonly unknown[] = []) => databaseConnection.rows(statement, parameters) as Row[],
	);
}
