import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client } from 'pg';

import { closeStores } from '../../core';
import type { PostgresConnection } from '../../core/crm';
import { PostgresEngine } from '../../core/store/postgres/engine';
import type { Engine } from '../../core/store/engine';
import { SqliteEngine } from '../../core/store/sqlite/engine';
import { WriteQueue } from '../../core/store/sqlite/writeQueue';
import { connectionTo, engine } from './connection';

/** The schemas that tests make begin with this. */
export const schemaPrefix = 'guanxi_test_';

const folders: string[] = [];

/** A folder of its own that goes when the test file is done. */
export function testFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-core-'));
	folders.push(folder);
	return folder;
}

/** The name of a database that is not there yet: of SQLite the file, of PostgreSQL the schema. */
export const newDatabase = (): string =>
	engine === 'sqlite' ? path.join(testFolder(), 'crm.sqlite') : `${schemaPrefix}${randomUUID().replaceAll('-', '')}`;

/** A way to a database beside that of this process's stores, as another process has it. */
export function anotherEngine(name: string): Engine {
	const connection = connectionTo(name);
	return connection.kind === 'sqlite' ? new SqliteEngine(connection.path, new WriteQueue()) : new PostgresEngine(connection);
}

/** Takes a database away as if it were lost; the answer brings it back. */
export async function hideDatabase(name: string): Promise<() => Promise<void>> {
	if (engine === 'sqlite') {
		await rename(name, `${name}.away`);
		return async () => await rename(`${name}.away`, name);
	}
	const move = async (from: string, to: string) => {
		const client = new Client(connectionTo(name) as PostgresConnection);
		await client.connect();
		await client.query(`ALTER SCHEMA "${from}" RENAME TO "${to}"`);
		await client.end();
	};
	await move(name, `${name}_away`);
	return async () => await move(`${name}_away`, name);
}

/** Forgets everything that tests of this file made; call it in an afterAll. */
export async function removeDatabases(): Promise<void> {
	await closeStores();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
