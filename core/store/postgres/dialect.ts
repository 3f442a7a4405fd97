import { hash } from 'node:crypto';
import { quote, type Dialect, type TurnKind } from '../sql';
import type { ColumnType } from '../table';
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
};

/** In the order of the columns that it is compared with. */
const cast = (value: string, type: ColumnType): string => `CAST(${value} AS ${types[type]})${type === 'text' ? ' COLLATE "C"' : ''}`;

const rowLocks = { refer: 'FOR KEY SHARE', change: 'FOR NO KEY UPDATE', remove: 'FOR UPDATE' } as const;

/** Things are told apart by this many locks: a call may name thousands, and the server's lock table is small. */
const turns = 1024;

/** The first keys of our advisory locks; other programs that use the database's have others. */
const turnClasses: Record<TurnKind, number> = {
	import: 0x6778_08,
	repeat: 0x6778_01,
	company: 0x6778_07,
	key: 0x6778_02,
	person: 0x6778_03,
	tree: 0x6778_04,
	assignment: 0x6778_05,
	subscription: 0x6778_06,
};

const turnOf = (thing: string): number => Buffer.from(hash('sha1', thing, 'buffer')).readUInt32BE() % turns;

export const postgresDialect: Dialect = {
	engine: 'postgres',
	// The server works in its own process: what costs is the way to it and back.
	chunkSize: 480,
	rowsAStatement: [240, 60, 10, 1],
	like: 'ILIKE',
	typed: cast,
	values: (list, type) => `(SELECT ${cast('v.value', type)} AS value FROM jsonb_array_elements_text(CAST(${list} AS JSONB)) v(value))`,
	// Not a table to join with: without statistics the planner reads all live records to find a few of them.
	among: (column, list, type) =>
		`${column} = ANY (ARRAY(SELECT ${cast('v.value', type)} FROM jsonb_array_elements_text(CAST(${list} AS JSONB)) v(value)))`,
	rows: (list, columns) => {
		const cells = Object.entries(columns).map(([name, type], i) => `${cast(`v.value ->> ${i}`, type)} AS ${quote(name)}`);
		return `(SELECT ${cells.join(', ')} FROM jsonb_array_elements(CAST(${list} AS JSONB)) v(value))`;
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
	takeTurns: async (tx, about, things) => {
		if (things.length === 0) return;
		const keys = [...new Set(things.map(turnOf))].sort((a, b) => a - b);
		await tx.query(`SELECT pg_advisory_xact_lock(${turnClasses[about]}, key) FROM unnest(CAST(? AS INTEGER[])) key`, [`{${keys.join()}}`]);
	},
	search: { find: findRecords, write: writeSearch },
};
