import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A folder on a disk that a test can fill up. */
export interface SmallDisk {
	readonly folder: string;
	/** What a process must be started with for that disk to be full for it too. */
	readonly environment: Readonly<Record<string, string>>;
	/** Takes the last byte. */
	fill(): Promise<void>;
	/** Gives the room back. */
	free(): Promise<void>;
	/** Call it when nobody uses the folder any more. */
	remove(): void;
}

/**
 * A disk of 16 MB of memory where we may mount one: as root, or by a sudo that asks for no password. Else, in a container
 * for example, a folder whose databases SQLite lets grow no further. Which of the two it is goes to the test's output.
 */
export function smallDisk(): SmallDisk {
	const folder = mkdtempSync(join(tmpdir(), 'guanxi-disk-'));
	const owner = `uid=${process.getuid?.() ?? 0},gid=${process.getgid?.() ?? 0},mode=700`;
	const complaints: string[] = [];
	for (const asRoot of [[], ['sudo', '-n']]) {
		const complaint = complaintOf([...asRoot, 'mount', '-t', 'tmpfs', '-o', `size=16m,${owner}`, 'tmpfs', folder]);
		if (complaint === undefined) return mounted(folder, asRoot);
		complaints.push(complaint);
	}
	process.stderr.write(`No disk can be mounted here (${complaints.join('; ')}): SQLite is told to let the file grow no further instead\n`);
	return limited(folder);
}

function complaintOf([program, ...args]: readonly string[]): string | undefined {
	const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
	if (error) return error.message;
	return status === 0 ? undefined : stderr.trim().split('\n')[0];
}

function mounted(folder: string, asRoot: readonly string[]): SmallDisk {
	const filler = join(folder, 'filler');
	return {
		folder,
		environment: {},
		fill: async () => await Promise.resolve(writeUntilFull(filler)),
		free: async () => await Promise.resolve(rmSync(filler)),
		remove: () => {
			const complaint = complaintOf([...asRoot, 'umount', folder]);
			if (complaint !== undefined) throw new Error(complaint);
			rmSync(folder, { recursive: true });
		},
	};
}

function writeUntilFull(file: string): void {
	const handle = openSync(file, 'w');
	const block = Buffer.alloc(4096);
	try {
		for (;;) writeSync(handle, block);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
	} finally {
		closeSync(handle);
	}
}

/** Milliseconds between two looks of the process at whether its databases may grow. */
const lookEvery = 20;

/** Tells every database of a process that it may not grow (SQLite then says SQLITE_FULL) while a file is there. */
const limiter = (flag: string) => `
	import sqlite from 'node:sqlite';
	import { existsSync } from 'node:fs';
	const open = new Set();
	sqlite.DatabaseSync = class extends sqlite.DatabaseSync {
		constructor(...args) { super(...args); open.add(this); }
		close() { open.delete(this); super.close(); }
	};
	setInterval(() => {
		const pages = existsSync(${JSON.stringify(flag)}) ? 1 : 1073741823;
		for (const database of open) database.exec('PRAGMA max_page_count = ' + pages);
	}, ${lookEvery}).unref();`;

function limited(folder: string): SmallDisk {
	const flag = join(folder, 'full');
	const seen = async () => await sleep(50 * lookEvery);
	return {
		folder,
		environment: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(limiter(flag))}` },
		fill: async () => {
			writeFileSync(flag, '');
			await seen();
		},
		free: async () => {
			rmSync(flag);
			await seen();
		},
		remove: () => existsSync(folder) && rmSync(folder, { recursive: true }),
	};
}
