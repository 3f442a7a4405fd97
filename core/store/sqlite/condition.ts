import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Condition } from '../engine';
import { damagedHint } from './failures';

/** Milliseconds that a caller waits for a check: enough for a file of gigabytes. */
const patience = 20_000;

const script = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(workerData, { readOnly: true });
const found = database.prepare('PRAGMA quick_check(1)').get().quick_check;
// First: as long as the file is open here, whoever closes it last elsewhere leaves the write-ahead log behind.
database.close();
parentPort.postMessage(found);
`;

/** One check a file: it reads all of it, and those who ask meanwhile want to know the same. */
const running = new Map<string, Promise<Condition>>();

/** Checks the file in a thread of its own, for it takes about a second a gigabyte. `unchecked`: it goes on for longer than the caller waits. */
export async function checkFile(file: string, within = patience): Promise<Condition> {
	let check = running.get(file);
	if (!check) running.set(file, (check = quickCheck(file).finally(() => running.delete(file))));
	const late = sleep(within, { status: 'unchecked' } as const, { ref: false });
	return await Promise.race([check, late]);
}

const damaged = (problem: string): Condition => ({ status: 'damaged', problem, hint: damagedHint });

function quickCheck(file: string): Promise<Condition> {
	return new Promise((resolve) => {
		const worker = new Worker(script, { eval: true, workerData: file });
		worker.on('message', (found: string) => resolve(found === 'ok' ? { status: 'ok' } : damaged(found)));
		// 11 and 26: SQLITE_CORRUPT and SQLITE_NOTADB. Anything else, such as a file that is locked, says nothing of its content.
		worker.on('error', (error: Error & { errcode?: number }) =>
			resolve([11, 26].includes((error.errcode ?? 0) & 255) ? damaged(error.message) : { status: 'unchecked' }),
		);
		worker.on('exit', () => resolve({ status: 'unchecked' }));
	});
}

/** What the database takes up on the disk: the file, and what was written and is not moved into it yet. */
export const bytesOf = (file: string): number =>
	[file, `${file}-wal`].reduce((sum, part) => sum + (statSync(part, { throwIfNoEntry: false })?.size ?? 0), 0);
