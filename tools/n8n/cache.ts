import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '../../core/text';
import { cacheRoot, checkout, nodeHeaders } from './locations';
import { withLock } from './lock';
import { npmEnvironment, run } from './npm';
import { SetupError } from './setupError';

const NEEDED_GB = 4;
const recipe = join(checkout, 'tools', 'n8n');

export interface EnsureOptions {
	/** Told what is going on, every 15 s at least, while n8n is downloaded. */
	onProgress?: (note: Text) => void;
	/** Ends the download; what was fetched so far is thrown away. */
	signal?: AbortSignal;
}

/**
 * The folder whose node_modules hold the pinned n8n, installed there on first use (5 to 10 minutes and 2.9 GB).
 * The folder's name carries the lock file's hash, Node's major version and the platform; it appears by one rename when
 * complete, and of two processes that need it one installs while the other waits.
 *
 * @throws SetupError on no network, too little disk, no right to write
 */
export async function ensureN8n(options: EnsureOptions = {}): Promise<string> {
	const directory = await n8nFolder();
	if (existsSync(directory)) return directory;
	await makeCacheRoot();
	const waiting: Text = {
		en: 'another process is installing n8n: waiting for it',
		'zh-CN': '另一个进程正在安装 n8n：等待其完成',
	};
	await withLock(
		`${directory}.lock`,
		async () => {
			if (!existsSync(directory)) await install(directory, options);
		},
		() => options.onProgress?.(waiting),
	);
	return directory;
}

/** Where {@link ensureN8n} puts n8n, whether or not it is there yet. */
async function n8nFolder(): Promise<string> {
	const lockFile = await readFile(join(recipe, 'package-lock.json'));
	const hash = createHash('sha256').update(lockFile).digest('hex').slice(0, 12);
	const node = process.versions.node.split('.')[0];
	return join(cacheRoot(), `n8n-${hash}-node${node}-${process.platform}-${process.arch}`);
}

async function makeCacheRoot(): Promise<void> {
	const root = cacheRoot();
	try {
		await mkdir(root, { recursive: true });
	} catch (cause) {
		throw new SetupError(
			{
				en: `The folder ${root} cannot be made: make its parent writable, or set XDG_CACHE_HOME to a folder of yours.`,
				'zh-CN': `无法创建目录 ${root}：请修改上级目录权限，或将 XDG_CACHE_HOME 设为您可写的目录。`,
			},
			{ cause },
		);
	}
	const { bavail, bsize } = await statfs(root);
	const free = (bavail * bsize) / 2 ** 30;
	if (free >= NEEDED_GB) return;
	throw new SetupError({
		en: `n8n needs ${NEEDED_GB} GB of disk at ${root} and ${free.toFixed(1)} GB are free: free some space, or set XDG_CACHE_HOME to a folder on another disk.`,
		'zh-CN': `n8n 需要在 ${root} 占用 ${NEEDED_GB} GB 磁盘空间，目前仅剩 ${free.toFixed(1)} GB：请腾出空间，或将 XDG_CACHE_HOME 设到其他磁盘。`,
	});
}

async function install(directory: string, { onProgress, signal }: EnsureOptions): Promise<void> {
	const unfinished = `${directory}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	await mkdir(unfinished, { recursive: true });
	onProgress?.({
		en: 'n8n is fetched and set up: usually 5 to 10 minutes and 2.9 GB, this first time only',
		'zh-CN': '正在获取并安装 n8n：通常需要 5 至 10 分钟、2.9 GB，仅首次需要',
	});
	const stopReporting = reportGrowth(unfinished, onProgress);
	try {
		for (const file of ['package.json', 'package-lock.json']) await copyFile(join(recipe, file), join(unfinished, file));
		const headers = nodeHeaders();
		const env = { ...npmEnvironment(), ...(headers && { npm_config_nodedir: headers }) };
		// Scripts stay off because an optional Kafka client's native build fails on many machines; SQLite is the only
		// native module n8n cannot start without that brings no binary in its package.
		await run('npm', ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'], { cwd: unfinished, env, signal });
		onProgress?.({ en: 'building SQLite for n8n (usually 2 to 4 minutes)', 'zh-CN': '正在为 n8n 编译 SQLite（通常 2 至 4 分钟）' });
		await run('npm', ['rebuild', 'sqlite3'], { cwd: unfinished, env, signal });
		await rename(unfinished, directory);
	} finally {
		stopReporting();
		await rm(unfinished, { recursive: true, force: true });
	}
}

function reportGrowth(directory: string, onProgress: EnsureOptions['onProgress']): () => void {
	const started = Date.now();
	const timer = setInterval(async () => {
		const folders = await readdir(join(directory, 'node_modules')).catch(() => []);
		const minutes = ((Date.now() - started) / 60_000).toFixed(1);
		onProgress?.({
			en: `installing n8n, ${minutes} min so far, ${folders.length} packages`,
			'zh-CN': `正在安装 n8n，已用 ${minutes} 分钟，${folders.length} 个包`,
		});
	}, 15_000);
	return () => clearInterval(timer);
}
