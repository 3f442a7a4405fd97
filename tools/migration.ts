/**
 * `npm run migration -- <name>`: writes core/store/migrations/<time>-<name>.ts with the raw SQL that brings a store
 * migrated so far to what schemas/ says, and lists it. Review the file before committing it.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NodeSqliteDatabase } from '../core/store/sqlite/nodeSqlite';
import { postgresStatements } from '../core/store/postgres/ddl';
import { schemaChanges } from '../core/store/schemaChanges';
import { sqlitePresent, sqliteStatements } from '../core/store/sqlite/ddl';
import { migrations } from '../core/store/migrations/list';

const dir = path.join(__dirname, '../core/store/migrations');

async function main(): Promise<void> {
	const name = process.argv[2];
	if (!/^[a-z][A-Za-z0-9]*$/.test(name ?? '')) throw new Error('usage: npm run migration -- <camelCaseName>');
	const database = new NodeSqliteDatabase(':memory:');
	for (const statement of migrations.flatMap((migration) => migration.sqlite)) database.exec(statement);
	// Both engines have the same tables, columns and indexes: what one lacks, the other lacks too.
	const changes = schemaChanges(await sqlitePresent(async (sql) => database.prepare(sql).all() as Array<Record<string, unknown>>));
	if (changes.length === 0) throw new Error('nothing to migrate: the store already is what schemas/ says');
	const at = Date.now();
	const listed = (statements: readonly string[]) => statements.map((sql) => `\t\t\`${sql.replace(/\n/g, '\n\t\t')}\`,`).join('\n');
	const body = `\tsqlite: [\n${listed(changes.flatMap(sqliteStatements))}\n\t],\n\tpostgres: [\n${listed(postgresStatements(changes))}\n\t],`;
	const source = `import type { Migration } from './migration';\n\nexport const ${name}: Migration = {\n\tat: ${at},\n\tname: '${name[0].toUpperCase()}${name.slice(1)}',\n${body}\n};\n`;
	writeFileSync(path.join(dir, `${at}-${name}.ts`), source);
	const files = readdirSync(dir)
		.filter((file) => /^\d{13}-/.test(file))
		.sort();
	const names = files.map((file) => file.replace(/^\d{13}-|\.ts$/g, ''));
	writeFileSync(
		path.join(dir, 'list.ts'),
		[
			...files.map((file, i) => `import { ${names[i]} } from './${file.replace('.ts', '')}';`),
			"import type { Migration } from './migration';",
			`\n/** Every step in order. Written by \`npm run migration\`. */\nexport const migrations: readonly Migration[] = [${names.join(', ')}];\n`,
		].join('\n'),
	);
	console.log(`wrote core/store/migrations/${at}-${name}.ts (${changes.length} changes to make): review it`);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exit(1);
});
