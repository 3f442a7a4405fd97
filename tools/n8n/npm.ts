import { spawn } from 'node:child_process';
import { SetupError } from './setupError';

/**
 * The environment for a nested npm: without what the npm around us says about its own package and folders, with the
 * user's npm settings (registry, proxy, certificates) kept. `npm --silent` around us would keep the causes of failures from us.
 */
export function npmEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	const ours = /^(npm_(package|lifecycle|command|execpath)|npm_config_(local_prefix|ignore_scripts|omit|include|loglevel)$|INIT_CWD$)/i;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

/**
 * Runs a program to its end and answers what it printed.
 *
 * @throws SetupError when the cause is the network, the disk or a missing right; Error with the last lines otherwise
 */
export async function run(
	command: string,
	args: readonly string[],
	options: { cwd: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal },
): Promise<string> {
	const { code, stdout, stderr } = await new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
		const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
		let failure: Error | undefined;
		child.on('error', (error) => {
			failure = error;
			if (child.pid === undefined) reject(error);
		});
		// An aborted child may still write for a moment: nobody goes on before it has ended.
		child.on('close', (code) => (failure ? reject(failure) : resolve({ code, stdout, stderr })));
	});
	if (code === 0) return stdout;
	const lines = `${stdout}\n${stderr}`;
	throw knownCause(lines) ?? new Error(`${command} ${args.join(' ')} ended with ${String(code)}:\n${lines.trim().slice(-3000)}`);
}

/** The sentence for a failure of the network, the disk or a right, recognised by its error code; undefined for any other. */
export function knownCause(output: string): SetupError | undefined {
	if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output)) {
		return new SetupError({
			en: 'The npm registry cannot be reached: check the network (or npm’s proxy setting) and run the same command again.',
			'zh-CN': '无法连接 npm 仓库：请检查网络（或 npm 的代理设置）后重新运行同一命令。',
		});
	}
	if (/\bENOSPC\b/.test(output)) {
		return new SetupError({
			en: 'The disk is full: free at least 4 GB and run the same command again.',
			'zh-CN': '磁盘已满：请至少腾出 4 GB 空间后重新运行同一命令。',
		});
	}
	const denied = /\b(?:EACCES|EPERM)\b.*?'([^']+)'/s.exec(output)?.[1] ?? (/\b(EACCES|EPERM)\b/.test(output) ? '' : undefined);
	if (denied === undefined) return undefined;
	return new SetupError({
		en: `A file or folder may not be written${denied && ` (${denied})`}: make it yours, or set XDG_CACHE_HOME to a folder of yours.`,
		'zh-CN': `没有写入权限${denied && `（${denied}）`}：请修改其权限，或将 XDG_CACHE_HOME 设为您可写的目录。`,
	});
}
