/**
 * `npm start`, `npm test` and `npm run dev` begin here, on a fresh clone with nothing installed and on whatever Node the
 * machine has (18 or newer): install what package-lock.json names, make sure of Node 24, hand over to it.
 * No dependency and no TypeScript: nothing else is there yet.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:os';
import { existsSync, readFileSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.installed-lock');
const node = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const scripts = { start: 'tools/n8n/start.ts', test: 'tools/test.ts', dev: 'tools/dev.ts' };
const GIGABYTES_NEEDED = 2;
/** npm's own pauses between tries add up to 100 s before it admits that there is no network. */
const retries = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];

const chinese = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
const say = (text) => (chinese ? text['zh-CN'] : text.en);

const texts = {
	installing: { en: 'Installing the development packages, usually 1 to 3 minutes', 'zh-CN': '正在安装开发依赖，通常需要 1 至 3 分钟' },
	fetchingNode: { en: 'Fetching Node 24', 'zh-CN': '正在获取 Node 24' },
	diskFull: {
		en: `The disk is full: ${GIGABYTES_NEEDED} GB are needed in ${root}. Free some space and run the same command again.`,
		'zh-CN': `磁盘空间不足：${root} 所在磁盘需要 ${GIGABYTES_NEEDED} GB。请腾出空间后重新运行同一命令。`,
	},
	noNetwork: {
		en: 'The npm registry cannot be reached: check the network (or npm’s proxy setting) and run the same command again.',
		'zh-CN': '无法连接 npm 仓库：请检查网络（或 npm 的代理设置）后重新运行同一命令。',
	},
	notAllowed: {
		en: `Some files in ${root} cannot be written: make the folder yours and run the same command again.`,
		'zh-CN': `${root} 中的文件没有写入权限：请修改目录权限后重新运行同一命令。`,
	},
	noNpm: {
		en: 'npm was not found: install Node.js with npm, version 20 or newer.',
		'zh-CN': '未找到 npm：请安装带 npm 的 Node.js 20 或更高版本。',
	},
	stopped: { en: 'Stopped; nothing is left running.', 'zh-CN': '已停止，没有遗留进程。' },
	failed: { en: 'This step failed; npm’s last lines are above.', 'zh-CN': '此步骤失败，npm 的最后输出见上。' },
};

/** A problem with the machine rather than with us: told in one sentence. */
class Stop extends Error {}

/** The process that works for us now, and whether we have been told to stop. */
let worker;
let interrupted = false;

// Only a terminal's Ctrl-C reaches the child by itself; what ends us alone must end it too. It ignores repeats.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
// npm tells only the shell between it and us, which ends without a word: we see that by getting another parent.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || stop('SIGTERM'), 500).unref();

function stop(signal) {
	interrupted = true;
	worker?.kill(signal);
}

/** Shows that a step is going on, and for how long: one line rewritten on a terminal, a line every 15 s in a log. */
function progress(title) {
	const started = Date.now();
	const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
	const live = process.stdout.isTTY;
	if (!live) console.log(`${title} …`);
	const timer = setInterval(
		() => (live ? process.stdout.write(`\r${title} … ${seconds()} `) : console.log(`${title} … ${seconds()}`)),
		live ? 1000 : 15_000,
	);
	return (mark) => {
		clearInterval(timer);
		console.log(`${live ? '\r' : ''}${mark} ${title} (${seconds()})`);
	};
}

/** Runs a program quietly; its output is shown only when it fails for a reason we cannot name. */
async function step(title, [command, ...args], options) {
	const done = progress(title);
	let output = '';
	const code = await new Promise((resolve) => {
		worker = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => (output += chunk));
		worker.on('error', (error) => resolve(error.code));
		worker.on('close', resolve);
	});
	done(code === 0 ? '✓' : '✗');
	if (interrupted) throw new Stop(say(texts.stopped));
	if (code !== 0) throw new Stop(reasonFor(code, output));
}

function reasonFor(code, output) {
	if (code === 'ENOENT') return say(texts.noNpm);
	const known = knownReason(output);
	if (known) return known;
	console.error(output.trim().split('\n').slice(-30).join('\n'));
	return say(texts.failed);
}

function knownReason(output) {
	if (/\bENOSPC\b/.test(output)) return say(texts.diskFull);
	if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output))
		return say(texts.noNetwork);
	if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) return say(texts.notAllowed);
	return undefined;
}

/** The npm that runs us, or the one on the PATH. */
function npm(...args) {
	const current = process.env.npm_execpath ?? '';
	return path.basename(current) === 'npm-cli.js' ? [process.execPath, current, ...args] : ['npm', ...args];
}

const lockHash = () =>
	createHash('sha256')
		.update(readFileSync(path.join(root, 'package-lock.json')))
		.digest('hex');

async function installPackages() {
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return;
	const { bavail, bsize } = statfsSync(root);
	if (bavail * bsize < GIGABYTES_NEEDED * 2 ** 30) throw new Stop(say(texts.diskFull));
	// Install scripts stay off: one lint plug-in's refuses every package manager but its own, and only Node's is needed.
	await step(say(texts.installing), npm('ci', '--ignore-scripts', '--include=dev', '--loglevel=error', ...retries), { cwd: root });
	writeFileSync(stamp, lockHash());
}

/** The npm package `node` holds only a script that fetches the binary for this machine. */
async function installNode() {
	if (existsSync(node)) return;
	const directory = path.join(modules, 'node');
	const [script] = readdirSync(directory).filter((file) => /^install.*\.js$/.test(file));
	await step(say(texts.fetchingNode), [process.execPath, script], { cwd: directory });
	if (!existsSync(node)) throw new Stop(say(texts.failed));
}

/** Runs the command on Node 24 with the terminal, the signals and the exit code passed through. */
function handOver(script, args) {
	const bin = path.join(modules, '.bin');
	const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${bin}${path.delimiter}${process.env.PATH ?? ''}` };
	// npm hands our own .npmrc down; an npm that installs n8n must decide for itself.
	delete env.npm_config_ignore_scripts;
	worker = spawn(node, ['--import', 'tsx', script, ...args], { cwd: root, env, stdio: 'inherit' });
	worker.on('close', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

const [command, ...args] = process.argv.slice(2);
try {
	await installPackages();
	await installNode();
	handOver(scripts[command], args);
} catch (error) {
	const reason = error instanceof Stop ? error.message : (knownReason(String(error.code)) ?? error.stack);
	console.error(`\n${reason}`);
	process.exit(interrupted ? 130 : 1);
}
