import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '../../core/text';
import { SetupError } from './setupError';

/** What earlier starts have done in a data folder, so that the next does only what changed. */
export interface StartState {
	/** Fingerprint of the sources that were built, and of the build they gave. */
	readonly built?: string;
	/** SHA-256 of the tarball that is installed. */
	readonly tarball?: string;
	/** By workflow id: the shipped file's hash, and the version that was published from it. */
	readonly workflows?: Readonly<Record<string, { readonly file: string; readonly version: string }>>;
	readonly demoLoaded?: boolean;
	/** The language that the latest start spoke. */
	readonly locale?: Locale;
	/** The address of the database that `--database` named, without its password. */
	readonly database?: string;
}

const FILE = 'guanxi.json';

export function readState(data: string): StartState {
	const file = join(data, FILE);
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StartState) : {};
}

/** Adds to what is remembered; the file is replaced in one step. */
export async function remember(data: string, change: StartState): Promise<StartState> {
	const state = { ...readState(data), ...change };
	const file = join(data, FILE);
	await mkdir(data, { recursive: true });
	await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
	await rename(`${file}.new`, file);
	return state;
}

/** @throws SetupError for a folder that no start has made and that holds something */
export async function refuseForeign(data: string): Promise<void> {
	const entries = existsSync(data) ? await readdir(data) : [];
	if (entries.length === 0 || entries.includes(FILE)) return;
	throw new SetupError({
		en: `${data} was not made by npm start, so --fresh leaves it alone: name another folder with --data.`,
		'zh-CN': `${data} 不是由 npm start 创建的，--fresh 不会删除它：请用 --data 指定其他目录。`,
	});
}

/** Empties a data folder that an earlier start made. */
export async function wipe(data: string): Promise<void> {
	const entries = existsSync(data) ? await readdir(data) : [];
	// The file that says whose folder it is goes last: a wipe that was cut short can be done again.
	const ordered = [...entries.filter((entry) => entry !== FILE), FILE];
	for (const entry of ordered) await rm(join(data, entry), { recursive: true, force: true });
}
