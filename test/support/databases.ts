import { mkdtempSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import { closeStores } from '../../core';
import type { PostgresConnection } from '../../core/crm';
import { PostgresEngine } from '../../core/store/postgres/engine';
import type { Engine } from '../../core/store/engine';
import { SqliteEngine } from '../../core/store/sqlite/engine';
import { WriteQueue } from '../../core/store/sqlite/writeQueue';
import { connectionTo, engine } from './connection';
import { whenOver } from './endings';
import { copyTemplate, dropCopy, leaveServer, newSchema } from './postgresDatabases';

const folders: string[] = [];

/** A folder of its own that goes when the test file is done. */
export function testFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-core-'));
	folders.push(folder);
	return folder;
}

/** The name of a database that is not there yet: what opens it makes and migrates it. */
export const newDatabase = (): string => (engine === 'sqlite' ? path.join(testFolder(), 'crm.sqlite') : newSchema());

/** Copies that nobody has had yet. */
const ready: string[] = [];
let taken = 0;
/** As many as one test of this file has taken: opening a CRM does not wait, so they are made before the test. */
let wanted = 1;

async function prepare(): Promise<void> {
	taken = 0;
	while (ready.length < wanted) ready.push(await copyTemplate());
}

if (engine === 'postgres') {
	beforeAll(prepare);
	beforeEach(prepare);
}

/** The name of a database for this test alone, migrated where that saves time; it goes with the test. */
export function ownDatabase(): string {
	wanted = Math.max(wanted, ++taken);
	const copy = ready.pop();
	if (!copy) return newDatabase();
	whenOver(() => dropCopy(copy));
	return copy;
}

/** A way to a database beside that of this process's stores, as another process has it. */
export function anotherEngine(name: string): Engine {
	const connection = connectionTo(name);
	return connection.kind === 'sqlite' ? new SqliteEngine(connection.path, new WriteQueue()) : new PostgresEngine(connection);
}

/** A CRM looks at its SQLite file every 20 ms while it is used. */
export const untilNoticed = (): Promise<void> => sleep(40);

/** Takes a database away as if it were lost; the answer brings it back. */
export async function hideDatabase(name: string): Promise<() => Promise<void>> {
	if (engine === 'sqlite') {
		await rename(name, `${name}.away`);
		await untilNoticed();
		return async () => await rename(`${name}.away`, name);
	}
	const connection = connectionTo(name) as PostgresConnection;
	const move = async (from: string, to: string) => {
		const client = new Client(connection);
		await client.connect();
		await client.query(`ALTER SCHEMA "${from}" RENAME TO "${to}"`);
		await client.end();
	};
	await move(connection.schema, 'away');
	return async () => await move('away', connection.schema);
}

whenOver(async () => {
	await closeStores();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
	for (const copy of ready.splice(0)) await dropCopy(copy);
	await leaveServer();
});
