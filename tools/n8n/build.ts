import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from './locations';
import { npmEnvironment, run } from './npm';
import { readState, remember } from './startState';

const SOURCES = [
	'core',
	'nodes',
	'credentials',
	'schemas',
	'workflows',
	'tools/build.ts',
	'tools/bundle.ts',
	'gulpfile.js',
	'package.json',
	'package-lock.json',
];
const BUNDLE = join(checkout, 'dist', 'guanxi.js');

/** Builds the package unless neither the sources nor the build have changed since this data folder's last start. */
export async function buildIfChanged(data: string, signal?: AbortSignal): Promise<'built' | 'unchanged'> {
	if (existsSync(BUNDLE) && readState(data).built === (await fingerprint())) return 'unchanged';
	await run('npm', ['run', 'build'], { cwd: checkout, env: npmEnvironment(), signal });
	await remember(data, { built: await fingerprint() });
	return 'built';
}

/** Of names, sizes and times: reading the content of every source would cost more than it finds. */
async function fingerprint(): Promise<string> {
	const hash = createHash('sha256');
	for (const source of [...SOURCES, 'dist/guanxi.js']) await addTo(hash, join(checkout, source));
	return hash.digest('hex');
}

async function addTo(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
	const found = await stat(path).catch(() => undefined);
	if (!found) return;
	if (!found.isDirectory()) {
		hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
		return;
	}
	const entries = await readdir(path);
	for (const entry of entries.sort()) await addTo(hash, join(path, entry));
}
