/**
 * `npm run dev`: a real n8n with an own data folder; a saved source file is built, copied to the installed package and
 * loaded by the running n8n within about two seconds. Takes the options of `npm start`.
 */
import { once } from 'node:events';
import { context } from 'esbuild';
import { localeOf } from '../core/text';
import { bundleOptions, writeStubs } from './bundle';
import { withDevSession, type DevSession } from './n8n/dev';
import { Interrupted, untilInterrupted } from './n8n/interrupt';
import { checkout } from './n8n/locations';
import { Progress } from './n8n/progress';
import { SetupError } from './n8n/setupError';
import { readStartOptions } from './n8n/startOptions';

const WATCHED = ['core', 'nodes', 'credentials', 'schemas', 'templates', 'workflows'].map((folder) => `${folder}/**/*`);

/** The parts of gulp used here; it comes without types. */
interface Gulp {
	/** Calls `changed` after a burst of changes, never twice at a time. */
	watch(globs: string[], options: { cwd: string; delay: number }, changed: () => Promise<void>): { close(): Promise<void> };
}

const { watch } = require('gulp') as Gulp;
const { default: copyFiles } = require('../gulpfile.js') as { default: (done: (error?: Error | null) => void) => void };

const copyAssets = () => new Promise<void>((resolve, reject) => copyFiles((error) => (error ? reject(error) : resolve())));

async function rebuildOnChange(session: DevSession, progress: Progress, signal: AbortSignal): Promise<void> {
	const bundle = await context(bundleOptions());
	const rebuild = async () => {
		const started = Date.now();
		try {
			await bundle.rebuild();
			writeStubs();
			await copyAssets();
			await session.refresh();
			const took = `${Date.now() - started} ms`;
			progress.say({ en: `built in ${took}, n8n reloads the nodes`, 'zh-CN': `构建完成（${took}），n8n 正在重新加载节点` });
		} catch (error) {
			// The next change builds again; esbuild has printed where the mistake is.
			progress.say({ en: `not built: ${(error as Error).message}`, 'zh-CN': `构建失败：${(error as Error).message}` });
		}
	};
	// The installed copy may be from a build that an earlier session made after its start.
	await rebuild();
	const watcher = watch(WATCHED, { cwd: checkout, delay: 100 }, rebuild);
	progress.say({ en: 'Waiting for changes; Ctrl-C stops everything.', 'zh-CN': '等待文件改动；按 Ctrl-C 停止全部进程。' });
	await Promise.race([session.instance.untilExit(), signal.aborted || once(signal, 'abort')]);
	await Promise.all([watcher.close(), bundle.dispose()]);
	if (!signal.aborted) throw new Error(`n8n ended by itself:\n${session.instance.logTail()}`);
}

async function dev(argv: readonly string[]): Promise<number> {
	let progress = new Progress(localeOf(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG));
	const signal = untilInterrupted();
	try {
		const options = readStartOptions(argv);
		progress = new Progress(options.locale);
		await withDevSession({ port: options.port, fresh: options.fresh, database: options.database, signal }, progress, async (session) => {
			const { url } = session.instance;
			const { email, password } = session.owner;
			progress.say({ en: `n8n: ${url}   ${email}   ${password}`, 'zh-CN': `n8n：${url}   ${email}   ${password}` });
			await rebuildOnChange(session, progress, signal);
		});
		return 0;
	} catch (error) {
		if (error instanceof Interrupted || signal.aborted) return 130;
		console.error(error instanceof SetupError ? error.in(progress.locale) : error);
		return 1;
	}
}

void dev(process.argv.slice(2)).then((code) => process.exit(code));
