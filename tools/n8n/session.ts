import { once } from 'node:events';
import { join } from 'node:path';
import { demoClockVariable } from '../../core/demoClock';
import type { Text } from '../../core/text';
import { keptOwner } from './account';
import { buildIfChanged } from './build';
import { ensureN8n } from './cache';
import { N8nClient } from './client';
import { chooseDatabase, tryDatabase } from './database';
import { loadDemoData } from './demoData';
import { ownTimezone, type Owner } from './environment';
import { installTarball, packPackage, tarballHash } from './installPackage';
import { recordInstalled } from './installedRows';
import { N8nInstance } from './instance';
import { demoClockFile } from './jump';
import { checkout, dataFolder } from './locations';
import { withLock } from './lock';
import { freePort, isFree } from './ports';
import type { Progress } from './progress';
import { SetupError } from './setupError';
import { shipWorkflows, type Shipped } from './shippedWorkflows';
import type { StartOptions } from './startOptions';
import { readState, refuseForeign, remember, wipe } from './startState';
import { seedDatabase } from './template';

/** A running product: n8n with the package, the workflows and the data in it. */
export interface Session {
	readonly instance: N8nInstance;
	readonly owner: Owner;
	readonly shipped: readonly Shipped[];
}

export interface SessionOptions extends Pick<StartOptions, 'fresh' | 'port' | 'data' | 'database'> {
	/** Ends whatever step is running; n8n, once started, is stopped by {@link withSession}. */
	readonly signal?: AbortSignal;
	/** Reload the nodes when the installed copy changes. */
	readonly reload?: boolean;
}

/**
 * Builds, installs, starts and fills an n8n, calls `use` with it, and stops it when `use` returns or throws.
 * Only one session at a time uses a data folder.
 *
 * @throws SetupError with what to do: a taken port, a full disk, no network, another session
 */
export async function withSession(options: SessionOptions, progress: Progress, use: (session: Session) => Promise<void>): Promise<void> {
	const running = () => {
		throw new SetupError({
			en: 'npm start is running already for this folder: stop it first (Ctrl-C), or name another folder with --data.',
			'zh-CN': '本目录的 npm start 已在运行：请先将其停止（Ctrl-C），或用 --data 指定其他目录。',
		});
	};
	const work = async () => {
		await refuseTakenPort(options.port);
		await runSession(options, progress, use);
	};
	await withLock(`${options.data}.lock`, work, running);
}

async function runSession(options: SessionOptions, progress: Progress, use: (session: Session) => Promise<void>): Promise<void> {
	const { data } = options;
	if (options.fresh) await wipeFirst(data, progress);
	const { database: fields } = options;
	if (fields) await progress.step({ en: 'Testing the database', 'zh-CN': '测试数据库' }, () => tryDatabase(fields));
	const { n8n, owner } = await prepare(options, progress);
	await remember(data, { locale: progress.locale });
	const instance = new N8nInstance({
		n8n,
		userFolder: data,
		port: options.port,
		owner,
		locale: progress.locale,
		timezone: ownTimezone(),
		logFile: join(data, 'n8n.log'),
		env: {
			...(options.reload && { N8N_DEV_RELOAD: 'true' }),
			// A database that somebody named may be of more than the demo: its CRM keeps the real time.
			...(!options.database && { [demoClockVariable]: demoClockFile(data) }),
		},
	});
	try {
		await progress.step({ en: 'Starting n8n', 'zh-CN': '启动 n8n' }, () => unlessAborted(instance.start(), options.signal));
		const client = new N8nClient(instance.url);
		await client.login(owner);
		const database = await chooseDatabase(client, data, options.database);
		// Before the workflows: a CRM Trigger that listens already would take the demo's leads for new ones.
		if (!readState(data).demoLoaded) {
			await progress.step({ en: 'Loading the demo data', 'zh-CN': '载入演示数据' }, () =>
				unlessAborted(loadDemoData(client, database), options.signal),
			);
			await remember(data, { demoLoaded: true });
		}
		const shipped = await progress.step({ en: 'Importing and publishing the workflows', 'zh-CN': '导入并发布工作流' }, () =>
			unlessAborted(shipWorkflows(client, data, { locale: progress.locale, database }), options.signal),
		);
		await use({ instance, owner, shipped });
	} finally {
		if (instance.running) await progress.step({ en: 'Stopping n8n', 'zh-CN': '停止 n8n' }, () => instance.stop());
	}
}

/** Everything that is done before n8n runs; each part is skipped when nothing of it has changed. */
async function prepare({ data, signal }: SessionOptions, progress: Progress): Promise<{ n8n: string; owner: Owner }> {
	const built = await progress.step({ en: 'Building the package', 'zh-CN': '构建软件包' }, () => buildIfChanged(data, signal));
	const n8n = await progress.step({ en: 'Looking for n8n', 'zh-CN': '准备 n8n' }, () =>
		ensureN8n({ signal, onProgress: (note) => progress.say(indented(note)) }),
	);
	signal?.throwIfAborted();
	await seedDatabase(n8n, data);
	const owner = await keptOwner(n8n, data);
	if (built === 'built' || !readState(data).tarball) {
		await progress.step({ en: 'Installing the package as n8n does', 'zh-CN': '按 n8n 的方式安装软件包' }, () =>
			installIfChanged(n8n, data),
		);
	}
	signal?.throwIfAborted();
	return { n8n, owner };
}

async function installIfChanged(n8n: string, data: string): Promise<void> {
	const tarball = await packPackage(checkout, join(data, 'packed'));
	const hash = await tarballHash(tarball);
	if (readState(data).tarball === hash) return;
	await recordInstalled(n8n, data, await installTarball(tarball, data));
	await remember(data, { tarball: hash });
}

async function wipeFirst(data: string, progress: Progress): Promise<void> {
	await refuseForeign(data);
	progress.say({
		en: `--fresh: removing n8n’s database and workflows, the CRM’s data and the login in ${data}`,
		'zh-CN': `--fresh：正在删除 ${data} 中的 n8n 数据库与工作流、CRM 数据和登录信息`,
	});
	await wipe(data);
}

async function refuseTakenPort(port: number): Promise<void> {
	if (await isFree(port)) return;
	const other = await freePort();
	throw new SetupError({
		en: `Port ${port} is taken by another program: end that program, or take another port, for example npm start -- --port ${other}.`,
		'zh-CN': `端口 ${port} 已被其他程序占用：请关闭该程序，或改用其他端口，例如 npm start -- --port ${other}。`,
	});
}

/** Rejects as soon as the signal fires, so that Ctrl-C does not wait for a start that nobody wants any more. */
async function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await work;
	// The loser of the race may still reject when n8n is stopped under it.
	work.catch(() => {});
	return await Promise.race([work, untilAborted(signal)]);
}

async function untilAborted(signal: AbortSignal): Promise<never> {
	if (!signal.aborted) await once(signal, 'abort');
	throw signal.reason;
}

function indented(note: Text): Text {
	return { en: `  ${note.en}`, 'zh-CN': `  ${note['zh-CN']}` };
}

/** The default data folder of `npm run dev`: beside that of `npm start`, so that neither disturbs the other. */
export function devDataFolder(): string {
	return `${dataFolder()}-dev`;
}
