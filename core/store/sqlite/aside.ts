import { Worker } from 'node:worker_threads';
import type { IndexPlan } from '../fieldIndexes';
import { namedError } from './nodeSqlite';

/** Milliseconds that a statement waits, in its own thread, for another process's lock. */
const timeout = 60_000;

const script = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
const { file, statements, options } = workerData;
const database = new DatabaseSync(file, options);
let rows = [];
for (const { text, parameters } of statements) rows = database.prepare(text).all(...parameters);
database.close();
parentPort.postMessage(rows);
`;

interface Statement {
	readonly text: string;
	/** Texts only: they are not brought into SQLite's types. */
	readonly parameters?: readonly string[];
}

/** Runs statements that may read a whole table, one after another in a thread of their own, and gives the rows of the last. */
export function runAside<Row>(file: string, statements: readonly Statement[], mode: 'read' | 'write'): Promise<Row[]> {
	const options = { readOnly: mode === 'read', timeout };
	const all = statements.map(({ text, parameters = [] }) => ({ text, parameters }));
	return new Promise((resolve, reject) => {
		const worker = new Worker(script, { eval: true, workerData: { file, statements: all, options } });
		worker.on('message', (rows: Row[]) => resolve(rows));
		worker.on('error', (error) => reject(namedError(error)));
		worker.on('exit', () => reject(new Error('the thread ended before its work')));
	});
}

const statementsOf = ({ drop, create }: IndexPlan): string[] => [
	...drop.map((name) => `DROP INDEX IF EXISTS "${name}"`),
	...create.map(
		({ name, table, unique, on, where }) =>
			`CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS "${name}" ON "${table}" (${on.join(', ')})${where ? ` WHERE ${where}` : ''}`,
	),
];

/** Brings the indexes of a custom field to what is wanted, all or nothing; what another process has built is left. */
export async function buildIndexes(file: string, plan: IndexPlan): Promise<void> {
	const texts = ['BEGIN IMMEDIATE', ...statementsOf(plan), 'COMMIT'];
	await runAside(
		file,
		texts.map((text) => ({ text })),
		'write',
	);
}
