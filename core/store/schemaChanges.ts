import { objects } from '../schema/objects';
import { searchTable, wantedTables } from './tables';
import type { Column, Index, Table } from './table';

/** One step from the tables there are to those the schemas ask for. Nothing is ever dropped but indexes. */
export type SchemaChange =
	| { readonly kind: 'createTable'; readonly table: Table }
	| { readonly kind: 'addColumn'; readonly table: Table; readonly column: Column }
	| { readonly kind: 'dropIndex'; readonly name: string }
	| { readonly kind: 'createIndex'; readonly table: Table; readonly index: Index }
	/** The type-ahead index of an object, by its name: made, or one that is there kept in another way. */
	| { readonly kind: 'createSearch' | 'tuneSearch'; readonly name: string };

/** What a database has. */
export interface Present {
	/** Columns by table; the type-ahead indexes are tables too. */
	readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
	/** Whether there is an index that is what is wanted; names of the others of its table. */
	hasIndex(table: Table, index: Index): boolean;
	indexesOf(table: Table): readonly string[];
	/** Whether a type-ahead index that is there is kept as the code wants it. */
	isTuned(search: string): boolean;
}

/** What brings a database to what the schemas say, in order: tables, columns and their indexes, then the search indexes. */
export function schemaChanges(present: Present): SchemaChange[] {
	const changes: SchemaChange[] = [];
	for (const table of wantedTables()) {
		const columns = present.columns.get(table.name);
		if (!columns) changes.push({ kind: 'createTable', table });
		else
			changes.push(
				...table.columns.filter(({ name }) => !columns.has(name)).map((column) => ({ kind: 'addColumn' as const, table, column })),
			);
		changes.push(...indexChanges(table, present));
	}
	const searches = objects.all.map(searchTable).filter((name) => name !== undefined);
	for (const name of searches) {
		if (!present.columns.has(name)) changes.push({ kind: 'createSearch', name });
		else if (!present.isTuned(name)) changes.push({ kind: 'tuneSearch', name });
	}
	return changes;
}

function indexChanges(table: Table, present: Present): SchemaChange[] {
	const missing = table.indexes.filter((index) => !present.hasIndex(table, index));
	const kept = new Set(table.indexes.filter((index) => !missing.includes(index)).map(({ name }) => name));
	const stale = present.indexesOf(table).filter((name) => !kept.has(name));
	return [
		...stale.map((name) => ({ kind: 'dropIndex' as const, name })),
		...missing.map((index) => ({ kind: 'createIndex' as const, table, index })),
	];
}
