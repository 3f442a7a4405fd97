import { objects } from '../schema/objects';
import type { CrmObject, Field } from '../schema/types';
import { internalTables } from './internalTables';
import type { Column, ColumnType, Index, Table } from './table';

/** How a field's values stand in their column. */
export function columnType(field: Field): ColumnType {
	if (field.type === 'list') return 'json';
	if (field.type === 'integer' || field.type === 'money') return 'integer';
	if (field.type === 'number') return 'real';
	return field.type === 'boolean' ? 'boolean' : 'text';
}

/** The column that holds an object's custom fields as one JSON object. */
export const customColumn = 'custom';

const notNullSystem = new Set(['id', 'version', 'createdAt', 'updatedAt']);

function columnOf(field: Field): Column {
	return {
		name: field.name,
		type: columnType(field),
		notNull: field.system ? notNullSystem.has(field.name) : undefined,
		references: field.ref && { table: objects.get(field.ref).table, onDelete: field.onDelete === 'setNull' ? 'setNull' : 'restrict' },
	};
}

/** The table of an object: its fields, the derived match keys, and the JSON column of custom fields. */
function objectTable(object: CrmObject): Table {
	const indexName = (columns: readonly string[], kind: string) => `${kind}_${object.table}_${columns.join('_')}`;
	return {
		name: object.table,
		columns: [
			...object.fields.map(columnOf),
			...Object.keys(object.matchKeys).map((name): Column => ({ name, type: 'text' })),
			{ name: customColumn, type: 'document', notNull: true, default: "'{}'" },
		],
		indexes: [
			{ name: indexName(['id'], 'uq'), columns: ['id'], unique: true },
			...object.keys.map((columns): Index => ({ name: indexName(columns, 'uq'), columns, unique: true, where: '"deletedAt" IS NULL' })),
			// The key holds live records only, and a deleted one is restored by its number too.
			...object.fields
				.filter(({ number }) => number)
				.map(({ name }): Index => ({ name: `${indexName([name], 'ix')}_deleted`, columns: [name], where: '"deletedAt" IS NOT NULL' })),
			...object.indexes.map((columns): Index => ({ name: indexName(columns, 'ix'), columns: [...columns, 'id'] })),
		],
	};
}

/** Name of the type-ahead index of an object that has one. */
export const searchTable = (object: CrmObject): string | undefined => (object.search.length > 0 ? `${object.table}_search` : undefined);

/** Every table the store needs, referenced ones before those that refer to them where that is possible. */
export const wantedTables = (): Table[] => [...internalTables, ...objects.all.map(objectTable)];

/** The column of a table that others refer to. */
export const keyOf = (tableName: string): string => wantedTables().find((table) => table.name === tableName)?.primaryKey?.[0] ?? 'id';
