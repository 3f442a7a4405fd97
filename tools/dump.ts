/**
 * `npm run dump`: writes test/core/store/{sqlite,postgres}/dumps/<version>.sql, a small store of this release on each
 * engine with rows in every table. Commit them with the release; the upgrade tests open every dump there is with the code
 * of their day. The second needs `pg_dump`, of no older version than the server's (`GUANXI_TEST_POSTGRES` names one).
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { closeStores } from '../core';
import { NodeSqliteDatabase } from '../core/store/sqlite/nodeSqlite';
import { emptyTables, fill } from './dump/content';
import { startPostgres } from './servers/postgres';

const root = path.join(__dirname, '..');

/** The schema that the dump of PostgreSQL makes. */
const schema = 'guanxi_dump';

function literal(value: unknown): string {
	if (value === null) return 'NULL';
	if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`;
	return typeof value === 'string' ? `'${value.replace(/'/g, "''")}'` : String(value);
}

/** SQL text that makes the same database again; the search indexes' own tables are filled row by row. */
function dumpSql(database: DatabaseSync): string {
	const objects = database
		.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid`)
		.all() as Array<Record<'type' | 'name' | 'sql', string>>;
	const searches = objects.filter((object) => object.sql?.startsWith('CREATE VIRTUAL')).map((object) => object.name);
	const inSearch = (name: string) => searches.some((search) => name.startsWith(`${search}_`));
	const lines: string[] = [];
	for (const { type, name, sql } of objects) if (type === 'table' && !inSearch(name)) lines.push(`${sql};`);
	for (const { type, name } of objects) {
		if (type !== 'table' || searches.includes(name)) continue;
		if (inSearch(name)) lines.push(`DELETE FROM "${name}";`);
		for (const row of database.prepare(`SELECT * FROM "${name}"`).all())
			lines.push(`INSERT INTO "${name}" VALUES (${Object.values(row).map(literal).join(', ')});`);
	}
	for (const { type, sql } of objects) if (type === 'index' && sql) lines.push(`${sql};`);
	return `${lines.join('\n')}\n`;
}

async function sqliteDump(): Promise<string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-dump-'));
	try {
		const file = path.join(folder, 'crm.sqlite');
		await fill({ kind: 'sqlite', path: file });
		await closeStores();
		const database = new NodeSqliteDatabase(file, { readonly: true });
		const empty = emptyTables(database.connection);
		if (empty.length > 0) throw new Error(`Nothing is in ${empty.join(', ')}: let tools/dump/content.ts fill every table.`);
		const sql = dumpSql(database.connection);
		database.close();
		return sql;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** pg_dump's words to psql, which no other client knows, and its own version. */
const forPsql = /^(\\|--).*\n/gm;

async function postgresDump(): Promise<string> {
	const server = await startPostgres();
	const { host, port, user, password, database } = server.address;
	try {
		await fill({ kind: 'postgres', host, port, user, password, database, schema, poolSize: 4 });
		await closeStores();
		const login = ['-h', host, '-p', String(port), '-U', user, '-d', database];
		const env = { ...process.env, PGPASSWORD: password };
		const dumped = promisify(execFile)('pg_dump', [...login, '-n', schema, '--inserts', '--no-owner', '--no-privileges'], {
			env,
			maxBuffer: 64 * 2 ** 20,
		});
		const { stdout } = await dumped;
		return stdout.replace(forPsql, '').replace(/\n{2,}/g, '\n');
	} finally {
		await server.stop();
	}
}

async function main(): Promise<void> {
	const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
	for (const [engine, sql] of [
		['sqlite', await sqliteDump()],
		['postgres', await postgresDump()],
	]) {
		const folder = `test/core/store/${engine}/dumps`;
		mkdirSync(path.join(root, folder), { recursive: true });
		writeFileSync(path.join(root, folder, `${version}.sql`), sql);
		console.log(`wrote ${folder}/${version}.sql`);
	}
}

main().catch((error: Error) => {
	console.error(error);
	process.exit(1);
});
