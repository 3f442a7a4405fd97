import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

const PRODUCT = 'n8n-nodes-guanxi';

/** The checkout this file belongs to. */
export const checkout = resolve(__dirname, '..', '..');

/** Where the pinned n8n is kept, outside every checkout: `$XDG_CACHE_HOME` or `~/.cache`, folder n8n-nodes-guanxi. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
	return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), PRODUCT);
}

/**
 * Where `npm start` keeps its n8n and the CRM's data: `$XDG_DATA_HOME` or `~/.local/share`, one folder a checkout, so
 * that deleting or cloning a checkout touches nobody's data.
 */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
	const key = createHash('sha256').update(checkout).digest('hex').slice(0, 8);
	return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), PRODUCT, `${basename(checkout)}-${key}`);
}

/** The folder of a user folder in which n8n looks for community packages. */
export function nodesFolder(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes');
}

/** n8n's own SQLite database in a user folder. */
export function n8nDatabase(userFolder: string): string {
	return join(userFolder, '.n8n', 'database.sqlite');
}

/**
 * A folder with `include/node`, for npm's native builds: of the running Node, or of any other on the PATH (what we build
 * uses Node-API, which is the same in all of them). Undefined when there is none; npm then fetches the headers.
 */
export function nodeHeaders(env: NodeJS.ProcessEnv = process.env): string | undefined {
	const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'));
	const binaries = [process.execPath, ...onPath.filter((file) => existsSync(file)).map((file) => realpathSync(file))];
	const prefixes = binaries.map((file) => dirname(dirname(file)));
	const packaged = `node-${process.platform}-${process.arch}`;
	return prefixes
		.flatMap((prefix) => [prefix, join(prefix, 'node_modules', packaged)])
		.find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')));
}
