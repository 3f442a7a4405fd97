import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeStores, openCrm } from '../../core';
import type { Connection, Crm } from '../../core/crm';
import { startPostgres } from '../../tools/servers/postgres';

export type EngineName = Connection['kind'];
export const engines: readonly EngineName[] = ['sqlite', 'postgres'];

/** A database for one measurement; `close` ends every CRM on it and takes it away. */
export interface BenchDatabase {
	/** Ways to it for several stores: SQLite files beside each other, schemas of one PostgreSQL server. */
	connection(name: string): Connection;
	/** @param keepIn a folder that is not there yet: gets the data, in a form for `from` */
	close(keepIn?: string): Promise<void>;
}

/** As an administrator who knows the defaults would set it up on a machine like this: what is committed survives a power cut. */
export const durable = { shared_buffers: '1GB', effective_cache_size: '8GB', work_mem: '16MB', max_wal_size: '4GB' };

/** To fill a database that can be filled again: a power cut may take it. */
const hasty = {
	...durable,
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
	maintenance_work_mem: '1GB',
	wal_recycle: 'off',
};

export const settingsNote = 'PostgreSQL: fsync and synchronous_commit on, shared_buffers 1 GB; SQLite: WAL, synchronous NORMAL';

/** @param options `from`: a folder that `close` kept; the database is a copy of it */
export async function openDatabase(
	engine: EngineName,
	{ from, filling = false }: { from?: string; filling?: boolean } = {},
): Promise<BenchDatabase> {
	if (engine === 'sqlite') return await sqliteFolder(from);
	const server = await startPostgres({ own: true, settings: filling ? hasty : durable, from });
	return {
		connection: (name) => ({ kind: 'postgres', ...server.address, schema: name, poolSize: 4 }),
		close: async (keepIn) => {
			await closeStores();
			await server.stop(keepIn);
		},
	};
}

async function sqliteFolder(from: string | undefined): Promise<BenchDatabase> {
	const folder = mkdtempSync(join(tmpdir(), 'guanxi-bench-'));
	if (from) await cp(from, folder, { recursive: true });
	return {
		connection: (name) => ({ kind: 'sqlite', path: join(folder, `${name}.sqlite`) }),
		close: async (keepIn) => {
			await closeStores();
			if (keepIn) await cp(folder, keepIn, { recursive: true });
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** A caller who may see and do everything. */
export const crmOn = (connection: Connection): Crm =>
	openCrm(connection, { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false });
