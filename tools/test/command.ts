import { spawn } from 'node:child_process';
import { checkout } from '../n8n/locations';
import type { Say, StageResult } from './result';

export interface CommandOptions {
	/** Shown as progress: the output lines for which this answers true. */
	readonly show?: (line: string) => boolean;
	readonly say?: Say;
	/** The command is ended when it takes longer; 10 min. */
	readonly timeoutMs?: number;
}

export interface CommandResult {
	readonly ok: boolean;
	readonly output: string;
}

/** Runs a program at the checkout's top; its output is collected, standard output and errors in the order they came. */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
	const { show, say, timeoutMs = 600_000 } = options;
	let output = '';
	let rest = '';
	const collect = (chunk: string) => {
		output += chunk;
		const lines = (rest + chunk).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) if (show?.(line)) say?.(line);
	};
	const code = await new Promise<number | string | null>((resolve) => {
		// A process group of its own, so that nothing a timed-out command started is left behind.
		const child = spawn(command, args, { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
		const end = (signal: NodeJS.Signals) => child.pid && process.kill(-child.pid, signal);
		const timer = setTimeout(() => {
			output += `\nEnded: it took longer than ${timeoutMs / 60_000} minutes.\n`;
			end('SIGKILL');
		}, timeoutMs);
		const interrupted = () => end('SIGTERM');
		process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
		for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', collect);
		child.on('error', (error) => resolve(error.message));
		child.on('close', (status) => {
			clearTimeout(timer);
			process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
			resolve(status);
		});
	});
	return { ok: code === 0, output: typeof code === 'string' ? `${output}\n${code}` : output };
}

/** A stage of one command: one pass, or one failure with its whole output. */
export async function oneCheck(name: string, commandLine: string): Promise<StageResult> {
	const [command, ...args] = commandLine.split(' ');
	const { ok, output } = await runCommand(command, args);
	return ok ? { passed: 1, failures: [] } : { passed: 0, failures: [{ name: `${name}: ${commandLine}`, detail: output.trim() }] };
}
