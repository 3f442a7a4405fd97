/**
 * `npm run dump`: writes test/core/store/sqlite/dumps/<version>.sql, a small store of this release with rows in every table.
 * Commit it with the release; the upgrade test opens every dump there is with the code of its day.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { closeStores } from '../core';
import { NodeSqliteDatabase } from '../core/store/sqlite/nodeSqlite';
import { emptyTables, fill } from './dump/content';

const root = path.join(__dirname, '..');

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

async function main(): Promise<void> {
	const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-dump-'));
	try {
		const file = path.join(folder, 'crm.sqlite');
		await fill(file);
		await closeStores();
		const database = new NodeSqliteDatabase(file, { readonly: true });
		const empty = emptyTables(database.connection);
		if (empty.length > 0) throw new Error(`Nothing is in ${empty.join(', ')}: let tools/dump/content.ts fill every table.`);
		const dump = `test/core/store/sqlite/dumps/${version}.sql`;
		writeFileSync(path.join(root, dump), dumpSql(database.connection));
		database.close();
		console.log(`wrote ${dump}`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: Error) => {
	console.error(error);
	process.exit(1);
});
