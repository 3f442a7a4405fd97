import { isFieldIndex } from '../fieldIndexes';
import { schemaChanges, type Present, type SchemaChange } from '../schemaChanges';
import { keyOf } from '../tables';
import type { Column, Index, Table } from '../table';

const types: Record<Column['type'], string> = {
	text: 'TEXT',
	integer: 'INTEGER',
	real: 'REAL',
	boolean: 'INTEGER',
	json: 'TEXT',
	document: 'TEXT',
	binary: 'BLOB',
};

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

const tuneSearch = (name: string) => `INSERT INTO "${name}" ("${name}", "rank") VALUES ('pgsz', ${pageSize})`;

/** Reads rows of a query; the driver under a migration or a test. */
type Inspect = (sql: string) => Promise<Array<Record<string, unknown>>>;

/** What a SQLite database has. */
export async function sqlitePresent(inspect: Inspect): Promise<Present> {
	const existing = await inspect(`SELECT type, name, tbl_name, sql FROM sqlite_master`);
	const columns = new Map<string, ReadonlySet<string>>();
	for (const { name } of existing.filter((row) => row.type === 'table')) {
		const info = await inspect(`PRAGMA table_info("${String(name)}")`);
		columns.set(String(name), new Set(info.map((row) => String(row.name))));
	}
	const tuned = new Set<string>();
	for (const { name } of existing.filter(({ sql }) => String(sql).startsWith('CREATE VIRTUAL TABLE'))) {
		const [size] = await inspect(`SELECT v FROM "${String(name)}_config" WHERE k = 'pgsz'`);
		if (size?.v === pageSize) tuned.add(String(name));
	}
	const indexes = existing.filter((row) => row.type === 'index' && row.sql);
	return {
		columns,
		hasIndex: (table, index) => indexes.some((row) => row.name === index.name && row.sql === createIndex(table, index)),
		indexesOf: (table) =>
			indexes
				.filter((row) => row.tbl_name === table.name)
				.map((row) => String(row.name))
				.filter((name) => !isFieldIndex(name)),
		isTuned: (search) => tuned.has(search),
	};
}

/** A change as SQLite's statements. */
export function sqliteStatements(change: SchemaChange): string[] {
	switch (change.kind) {
		case 'createTable':
			return [createTable(change.table)];
		case 'addColumn':
			return [`ALTER TABLE "${change.table.name}" ADD COLUMN ${columnSql(change.column)}`];
		case 'dropIndex':
			return [`DROP INDEX "${change.name}"`];
		case 'createIndex':
			return [createIndex(change.table, change.index)];
		case 'createSearch':
			return [createSearch(change.name), tuneSearch(change.name)];
		case 'tuneSearch':
			return [tuneSearch(change.name)];
	}
}

/** The changes that bring a SQLite database to what the schemas say, as statements; none when nothing differs. */
export async function sqliteDifference(inspect: Inspect): Promise<string[]> {
	return schemaChanges(await sqlitePresent(inspect)).flatMap(sqliteStatements);
}
