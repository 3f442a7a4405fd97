/**
 * `npm run dev`: a real n8n with an own data folder; a saved source file is built, copied to the installed package and
 * loaded by the running n8n within about two seconds. Takes the options of `npm start`.
 */
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import path from 'node:path';
import { context } from 'esbuild';
import { localeOf } from '../core/text';
import { bundleOptions, writeStubs } from './bundle';
import { withDevSession, type DevSession } from './n8n/dev';
import { Interrupted, untilInterrupted } from './n8n/interrupt';
import { checkout } from './n8n/locations';
import { Progress } from './n8n/progress';
import { SetupError } from './n8n/setupError';
import { readStartOptions } from './n8n/startOptions';

const WATCHED = ['core', 'nodes', 'credentials', 'schemas', 'templates', 'workflows', 'package.json'];

/** Editors write a file in several steps; one build follows the last of them. */
const QUIET_MS = 100;

const gulpfile = require('../gulpfile.js') as { default: (done: (error?: Error | null) => void) => void };

const copyAssets = () => new Promise<void>((resolve, reject) => gulpfile.default((error) => (error ? reject(error) : resolve())));

/** Calls `changed` after each burst of changes, never while the call before is still running. */
function onChange(changed: () => Promise<void>, signal: AbortSignal): void {
	let timer: NodeJS.Timeout | undefined;
	let last = Promise.resolve();
	const soon = () => {
		clearTimeout(timer);
		timer = setTimeout(() => (last = last.then(changed)), QUIET_MS);
	};
	for (const name of WATCHED.filter((entry) => existsSync(path.join(checkout, entry)))) {
		watch(path.join(checkout, name), { recursive: true, signal }, soon);
	}
}

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
	onChange(rebuild, signal);
	await Promise.race([session.instance.untilExit(), signal.aborted || once(signal, 'abort')]);
	await bundle.dispose();
	if (!signal.aborted) throw new Error(`n8n ended by itself:\n${session.instance.logTail()}`);
}

async function dev(argv: readonly string[]): Promise<number> {
	let progress = new Progress(localeOf(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG));
	const signal = untilInterrupted();
	try {
		const options = readStartOptions(argv);
		progress = new Progress(options.locale);
		await withDevSession({ port: options.port, fresh: options.fresh, signal }, progress, async (session) => {
			const { url } = session.instance;
			const { email, password } = session.owner;
			progress.say({ en: `n8n: ${url}   ${email}   ${password}`, 'zh-CN': `n8n：${url}   ${email}   ${password}` });
			progress.say({ en: 'Waiting for changes; Ctrl-C stops everything.', 'zh-CN': '等待文件改动；按 Ctrl-C 停止全部进程。' });
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
