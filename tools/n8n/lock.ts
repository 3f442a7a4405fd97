import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SQLITE_BUSY = 5;

/**
 * Runs `work` while no other process holds the lock `file`. The lock is SQLite's own lock on that file, so the
 * operating system lets go of it even when the holder is killed; a lock made of a pid file would stay behind.
 *
 * @param onWait called once when somebody else holds the lock
 */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait: () => void = () => {}): Promise<T> {
	const { DatabaseSync } = await import('node:sqlite');
	mkdirSync(dirname(file), { recursive: true });
	const database = new DatabaseSync(file, { timeout: 0 });
	try {
		for (let waits = 0; !tryLock(database); waits++) {
			if (waits === 0) onWait();
			await sleep(250);
		}
		return await work();
	} finally {
		database.close();
	}
}

function tryLock(database: { exec(sql: string): void }): boolean {
	try {
		database.exec('BEGIN EXCLUSIVE');
		return true;
	} catch (error) {
		if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
		throw error;
	}
}
