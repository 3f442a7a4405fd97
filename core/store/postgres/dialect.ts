import { quote, type Dialect } from '../sql';
import type { ColumnType } from '../table';
import { takeTurns } from './advisoryLocks';
import { eventNumbers, settledSeq } from './eventOrder';
import { findRecords, writeSearch } from './search';

/** PostgreSQL's types. Texts sort by code point, as SQLite's do, whatever the database's own order is. */
export const types: Record<ColumnType, string> = {
	text: 'TEXT',
	integer: 'BIGINT',
	real: 'DOUBLE PRECISION',
	boolean: 'BOOLEAN',
	json: 'JSON',
	document: 'JSONB',
	binary: 'BYTEA',
};

/** In the order of the columns that it is compared with. */
const cast = (value: string, type: ColumnType): string => `CAST(${value} AS ${types[type]})${type === 'text' ? ' COLLATE "C"' : ''}`;

/**
 * Tells the planner about how many entries a list has, in few texts: it believes in a hundred, and for so many it reads a
 * small table from end to end.
 */
const atMost = (count = Infinity): string => (count > 64 ? '' : ` LIMIT ${2 ** Math.ceil(Math.log2(Math.max(count, 1)))}`);

const rowLocks = { refer: 'FOR KEY SHARE', change: 'FOR NO KEY UPDATE', remove: 'FOR UPDATE' } as const;

export const postgresDialect: Dialect = {
	engine: 'postgres',
	// The server works in its own process: what costs is the way to it and back.
	chunkSize: 480,
	rowsAStatement: [240, 60, 10, 4, 2, 1],
	like: 'ILIKE',
	typed: cast,
	values: (list, type, count) =>
		`(SELECT ${cast('v.value', type)} AS value FROM jsonb_array_elements_text(CAST(${list} AS JSONB)) v(value)${atMost(count)})`,
	// Not a table to join with: without statistics the planner reads all live records to find a few of them.
	among: (column, list, type) =>
		`${column} = ANY (ARRAY(SELECT ${cast('v.value', type)} FROM jsonb_array_elements_text(CAST(${list} AS JSONB)) v(value)))`,
	rows: (list, columns, count) => {
		const cells = Object.entries(columns).map(([name, type], i) => `${cast(`v.value ->> ${i}`, type)} AS ${quote(name)}`);
		return `(SELECT ${cells.join(', ')} FROM jsonb_array_elements(CAST(${list} AS JSONB)) v(value)${atMost(count)})`;
	},
	holds: (json, part, wanted) => {
		const [kind, parts] = part === 'key' ? ['object', 'json_object_keys'] : ['array', 'json_array_elements_text'];
		return `CASE WHEN json_typeof(${json}) = '${kind}' THEN EXISTS (SELECT 1 FROM ${parts}(${json}) j(value) WHERE j.value IN ${wanted}) ELSE TRUE END`;
	},
	custom: (column, key, type) => {
		const entry = `(${column} ->> '${key}')`;
		return type === 'text' || type === 'json' ? `(${entry} COLLATE "C")` : `(CAST(${entry} AS ${types[type]}))`;
	},
	merged: (stored, changes) => `jsonb_strip_nulls(${stored} || CAST(${changes} AS JSONB))`,
	settledSeq,
	eventNumbers,
	lockRows: (purpose) => ` ORDER BY t."id" ${rowLocks[purpose]} OF t`,
	skipLocked: ' FOR UPDATE SKIP LOCKED',
	takeTurns,
	search: { find: findRecords, write: writeSearch },
};
