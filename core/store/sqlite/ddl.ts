import { objects } from '../../schema/objects';
import { searchTable, wantedTables } from '../tables';
import type { Column, Index, Table } from '../table';

const types: Record<Column['type'], string> = { text: 'TEXT', integer: 'INTEGER', real: 'REAL', boolean: 'INTEGER', json: 'TEXT' };

function columnSql(column: Column): string {
	const { references } = column;
	return [
		`"${column.name}" ${types[column.type]}`,
		column.notNull ? 'NOT NULL' : '',
		column.default === undefined ? '' : `DEFAULT ${column.default}`,
		references ? `REFERENCES "${references.table}" ("${keyOf(references.table)}")` : '',
		references ? `ON DELETE ${references.onDelete === 'setNull' ? 'SET NULL' : 'RESTRICT'}` : '',
	]
		.filter(Boolean)
		.join(' ');
}

function keyOf(tableName: string): string {
	return wantedTables().find((table) => table.name === tableName)?.primaryKey?.[0] ?? 'id';
}

function createTable(table: Table): string {
	const integerKey =
		table.primaryKey?.length === 1 && table.columns.find((column) => column.name === table.primaryKey?.[0])?.type === 'integer';
	const lines = [
		// A rowid of its own name stays the same through VACUUM, so that the search index can point at it.
		...(table.primaryKey ? [] : ['"rowId" INTEGER PRIMARY KEY']),
		...table.columns.map(columnSql),
		...(table.primaryKey ? [`PRIMARY KEY (${table.primaryKey.map((name) => `"${name}"`).join(', ')})`] : []),
	];
	const withoutRowid = table.primaryKey && !integerKey ? ', WITHOUT ROWID' : '';
	return `CREATE TABLE "${table.name}" (\n\t${lines.join(',\n\t')}\n) STRICT${withoutRowid}`;
}

function createIndex(table: Table, index: Index): string {
	const columns = index.columns.map((name) => `"${name}"`).join(', ');
	return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX "${index.name}" ON "${table.name}" (${columns})${index.where ? ` WHERE ${index.where}` : ''}`;
}

/** Tokens only: the text itself stays in the record. See search.ts for what the tokens are. */
const createSearch = (name: string) =>
	`CREATE VIRTUAL TABLE "${name}" USING fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')`;

/**
 * SQLite merges parts of a search index page by page inside a write: with pages of 1,000 bytes a merge holds up the
 * thread for 10 ms instead of 30.
 */
const pageSize = 1000;

/** Reads rows of a query; the driver under a migration or a test. */
export type Inspect = (sql: string) => Promise<Array<Record<string, unknown>>>;

/**
 * SQL that brings a database to what the schemas say: new tables, columns and indexes, indexes that are gone.
 * Never drops a column or a table and never rebuilds one. Empty when nothing differs.
 */
export async function schemaDifference(inspect: Inspect): Promise<string[]> {
	const existing = await inspect(`SELECT type, name, tbl_name, sql FROM sqlite_master`);
	const tables = new Set(existing.filter((row) => row.type === 'table').map((row) => row.name));
	const statements: string[] = [];
	for (const table of wantedTables()) {
		if (!tables.has(table.name)) statements.push(createTable(table));
		else statements.push(...(await missingColumns(table, inspect)));
		statements.push(...indexDifference(table, existing));
	}
	for (const object of objects.all) {
		const search = searchTable(object);
		if (search) statements.push(...(await searchDifference(search, tables.has(search), inspect)));
	}
	return statements;
}

async function searchDifference(name: string, exists: boolean, inspect: Inspect): Promise<string[]> {
	const [size] = exists ? await inspect(`SELECT v FROM "${name}_config" WHERE k = 'pgsz'`) : [];
	const configure = size?.v === pageSize ? [] : [`INSERT INTO "${name}" ("${name}", "rank") VALUES ('pgsz', ${pageSize})`];
	return [...(exists ? [] : [createSearch(name)]), ...configure];
}

async function missingColumns(table: Table, inspect: Inspect): Promise<string[]> {
	const present = new Set((await inspect(`PRAGMA table_info("${table.name}")`)).map((row) => row.name));
	return table.columns
		.filter((column) => !present.has(column.name))
		.map((column) => `ALTER TABLE "${table.name}" ADD COLUMN ${columnSql(column)}`);
}

function indexDifference(table: Table, existing: Array<Record<string, unknown>>): string[] {
	const present = new Map(
		existing.filter((row) => row.type === 'index' && row.tbl_name === table.name && row.sql).map((row) => [row.name, row.sql]),
	);
	const wanted = new Map(table.indexes.map((index) => [index.name, createIndex(table, index)]));
	const dropped = [...present].filter(([name, sql]) => wanted.get(String(name)) !== sql).map(([name]) => `DROP INDEX "${String(name)}"`);
	const created = [...wanted].filter(([name, sql]) => present.get(name) !== sql).map(([, sql]) => sql);
	return [...dropped, ...created];
}
