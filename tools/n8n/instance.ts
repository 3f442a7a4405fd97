import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilTriggersActive } from './activation';
import { baseUrl, n8nEnvironment, type EnvironmentOptions } from './environment';
import { n8nDatabase } from './locations';
import { run } from './npm';
import { freePort } from './ports';
import { commandOf, type Role } from './role';

export interface InstanceOptions extends Omit<EnvironmentOptions, 'brokerPort' | 'compileCache'> {
	/** The folder from `ensureN8n`. */
	readonly n8n: string;
	/** n8n's output is appended here. */
	readonly logFile: string;
	/** `main` when absent. */
	readonly role?: Role;
	/** How long n8n may take until it answers; 90 s. */
	readonly startTimeoutMs?: number;
}

/**
 * n8n ends itself when the process that started it is gone, however it went: a killed test run must not leave servers
 * behind. (A child learns of its parent's end by getting another parent.)
 */
const WATCHDOG =
	'const parent = process.ppid; setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGTERM"); }, 1000).unref();';

/** One real n8n process with its task runner. Start it, stop it or kill it, and start it again on the same folder. */
export class N8nInstance {
	private child: ChildProcess | undefined;
	private exited: Promise<void> = Promise.resolve();

	constructor(readonly options: InstanceOptions) {}

	/** Where n8n answers, without a slash at the end. */
	get url(): string {
		return baseUrl(this.options.port);
	}

	get running(): boolean {
		return this.child?.exitCode === null && this.child.signalCode === null;
	}

	/** The process's id while it runs. */
	get pid(): number | undefined {
		return this.running ? this.child?.pid : undefined;
	}

	/** Starts n8n and resolves when it is up and its active workflows listen (those of an n8n on SQLite). @throws Error with the log's tail */
	async start(): Promise<void> {
		if (this.running) throw new Error('This n8n runs already.');
		mkdirSync(dirname(this.options.logFile), { recursive: true });
		// After a kill n8n would sit still for ten seconds, a brake for supervisors that restart it in a loop.
		rmSync(join(this.options.userFolder, '.n8n', 'crash.journal'), { force: true });
		const started = new Date();
		const log = openSync(this.options.logFile, 'a');
		const mark = readFileSync(this.options.logFile).length;
		const watchdog = `data:text/javascript,${encodeURIComponent(WATCHDOG)}`;
		// A process group of its own: Ctrl-C in the terminal reaches only us, and the whole group can be killed at once.
		const child = spawn(process.execPath, ['--import', watchdog, this.program, ...this.role.args], {
			cwd: this.options.userFolder,
			env: await this.environment(),
			stdio: ['ignore', log, log],
			detached: true,
		});
		closeSync(log);
		this.child = child;
		this.exited = new Promise((resolve) => child.once('exit', () => resolve()));
		await this.untilReady(mark);
		// In queue mode n8n's tables are not in the user folder; who publishes a workflow learns there when it listens.
		if (existsSync(n8nDatabase(this.options.userFolder))) await untilTriggersActive(this.options.userFolder, started);
	}

	/** Asks n8n to end (it finishes running executions, 10 s at most), then ends what is left of its group. */
	async stop(graceMs = 15_000): Promise<void> {
		if (this.running) {
			this.child?.kill('SIGTERM');
			await Promise.race([this.exited, sleep(graceMs, undefined, { ref: false })]);
		}
		await this.kill();
	}

	/** kill -9 for n8n and its task runner, as a power cut would. */
	async kill(): Promise<void> {
		if (!this.child?.pid) return;
		try {
			process.kill(-this.child.pid, 'SIGKILL');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
		await this.exited;
		this.child = undefined;
	}

	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Resolves when the process has ended, by itself or by us. */
	async untilExit(): Promise<void> {
		await this.exited;
	}

	/** Runs an n8n command on the same user folder, for example `['import:workflow', '--separate', '--input=…']` (about 5 s). */
	async command(args: readonly string[]): Promise<string> {
		return await run(process.execPath, [this.program, ...args], { cwd: this.options.userFolder, env: await this.environment() });
	}

	/** The end of n8n's log, to show when something failed. */
	logTail(lines = 40): string {
		return readFileSync(this.options.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
	}

	private get role() {
		return commandOf[this.options.role ?? 'main'];
	}

	private get program(): string {
		return join(this.options.n8n, 'node_modules', 'n8n', 'bin', 'n8n');
	}

	private async environment(): Promise<NodeJS.ProcessEnv> {
		const compileCache = `${this.options.n8n}.compiled`;
		return n8nEnvironment({ ...this.options, brokerPort: await freePort(), compileCache });
	}

	private async untilReady(mark: number): Promise<void> {
		const deadline = Date.now() + (this.options.startTimeoutMs ?? 90_000);
		while (!readFileSync(this.options.logFile).subarray(mark).includes(this.role.ready)) {
			if (!this.running) throw new Error(`n8n ended while starting:\n${this.logTail()}`);
			if (Date.now() > deadline) {
				await this.kill();
				throw new Error(`n8n did not start in time:\n${this.logTail()}`);
			}
			await sleep(100);
		}
	}
}
