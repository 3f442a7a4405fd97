import { takeNumbers } from '../sequence';
import { quote, type Dialect } from '../sql';
import { findRecords, searchOrder, writeSearch } from './search';

/** SQLite gives JSON values and parameters their types itself. Its planner reads each table here as it reads `json_each` alone. */
export const sqliteDialect: Dialect = {
	engine: 'sqlite',
	// Each runs for a few milliseconds, in n8n's own thread.
	chunkSize: 120,
	rowsAStatement: [60, 10, 1],
	like: 'LIKE',
	typed: (value) => value,
	values: (list) => `(SELECT value FROM json_each(${list}))`,
	among: (column, list) => `${column} IN (SELECT value FROM json_each(${list}))`,
	rows: (list, columns) => {
		const cells = Object.keys(columns).map((name, i) => `value ->> ${i} AS ${quote(name)}`);
		return `(SELECT ${cells.join(', ')} FROM json_each(${list}))`;
	},
	holds: (json, part, wanted) =>
		`CASE WHEN json_valid(${json}) THEN EXISTS (SELECT 1 FROM json_each(${json}) j WHERE j.${part === 'key' ? 'key' : 'value'} IN ${wanted}) ELSE TRUE END`,
	custom: (column, key) => `(${column} ->> '${key}')`,
	merged: (stored, changes) => `json_patch(${stored}, ${changes})`,
	// One transaction writes at a time: what is committed is all there is, and nobody has to wait for another once inside.
	settledSeq: '(SELECT max("seq") FROM "crm_event")',
	eventNumbers: async (tx, count) => {
		const last = await takeNumbers(tx, 'event', count);
		return Array.from({ length: count }, (_, i) => last - count + 1 + i);
	},
	lockRows: () => '',
	// One transaction writes at a time: there are no others.
	skipLocked: '',
	takeTurns: async () => {},
	search: { find: findRecords, order: searchOrder, write: writeSearch },
};
