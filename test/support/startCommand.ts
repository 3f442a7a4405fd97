import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkout } from '../../tools/n8n/locations';
import { npmEnvironment } from '../../tools/n8n/npm';

const NOT_CLONED = new Set(['.git', '.cache', 'dist', 'docs', 'node_modules', 'test']);

/**
 * A clone whose packages are installed: its own sources and, soon, its own build, so that a start neither changes the
 * build that other tests load nor sees their changes. The packages are links, each by itself: nothing that npm might do
 * to the clone reaches them.
 */
export function cloneCheckout(clone: string): void {
	for (const entry of readdirSync(checkout).filter((name) => !NOT_CLONED.has(name))) {
		cpSync(join(checkout, entry), join(clone, entry), { recursive: true });
	}
	const modules = join(clone, 'node_modules');
	mkdirSync(modules);
	for (const entry of readdirSync(join(checkout, 'node_modules')).filter((name) => name !== '.installed-lock')) {
		symlinkSync(join(checkout, 'node_modules', entry), join(modules, entry));
	}
	const lock = createHash('sha256').update(readFileSync(join(clone, 'package-lock.json')));
	writeFileSync(join(modules, '.installed-lock'), lock.digest('hex'));
}

/** What the first command in a clone needs while nothing is installed. */
export function cloneBare(clone: string): void {
	for (const file of ['tools/bootstrap.mjs', 'package.json', 'package-lock.json', '.npmrc']) {
		mkdirSync(dirname(join(clone, file)), { recursive: true });
		copyFileSync(join(checkout, file), join(clone, file));
	}
}

/** A command as a terminal runs it: in a process group of its own, in English unless `env` says otherwise. */
export class Command {
	stdout = '';
	stderr = '';
	/** Resolves with the exit code, or with null when a signal ended the process. */
	readonly ended: Promise<number | null>;
	private readonly child: ChildProcess;

	constructor(program: string, args: readonly string[], options: SpawnOptions) {
		const env = { ...npmEnvironment(), LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US.UTF-8', ...options.env };
		this.child = spawn(program, args, { ...options, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
		this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
		this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
		this.ended = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
	}

	get running(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	/** Resolves with the match when the command has printed it. @throws Error when it ends or takes too long without */
	async prints(pattern: RegExp, timeoutMs = 150_000): Promise<RegExpExecArray> {
		for (const deadline = Date.now() + timeoutMs; ; await sleep(50)) {
			const ended = !this.running;
			const match = pattern.exec(this.stdout);
			if (match) return match;
			if (ended || Date.now() > deadline) throw new Error(`${pattern} was not printed:\n${this.stdout}\n${this.stderr}`);
		}
	}

	/** As Ctrl-C in a terminal: every process of the group is told. */
	tellGroup(signal: NodeJS.Signals): void {
		if (this.running) process.kill(-this.pid, signal);
	}

	/** As a service manager or another program: this one process is told. */
	tell(signal: NodeJS.Signals): void {
		this.child.kill(signal);
	}

	/** The processes that this one has started, and those that they have, by id (Linux). */
	descendants(): number[] {
		const parents = new Map(processes().map(({ pid, parent }) => [pid, parent]));
		const isOurs = (pid: number): boolean => {
			const parent = parents.get(pid);
			return parent !== undefined && (parent === this.pid || isOurs(parent));
		};
		return [...parents.keys()].filter(isOurs);
	}

	private get pid(): number {
		if (this.child.pid === undefined) throw new Error('The command was not found.');
		return this.child.pid;
	}
}

/** Those of the processes that still run. */
export function alive(pids: readonly number[]): number[] {
	const running = new Set(processes().map(({ pid }) => pid));
	return pids.filter((pid) => running.has(pid));
}

/** Every process of the machine but those that only wait for their parent to ask how they ended. */
function processes(): Array<{ pid: number; parent: number }> {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => {
			const [, state, parent] = /^\d+ \(.*\) (\w) (\d+)/s.exec(statOf(name)) ?? [];
			return state && state !== 'Z' ? [{ pid: Number(name), parent: Number(parent) }] : [];
		});
}

function statOf(process: string): string {
	try {
		return readFileSync(`/proc/${process}/stat`, 'utf8');
	} catch {
		// Ended since the folder was read.
		return '';
	}
}
