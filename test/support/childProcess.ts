import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(__dirname, '../..');
const modules = path.join(root, 'node_modules');

let bundles: string | undefined;

/** Builds what child processes run: the core as one file, like the package, and the commands in another. */
function bundleFolder(): string {
	if (bundles) return bundles;
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-child-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	for (const [name, source] of Object.entries({ core: 'core/index.ts', child: 'test/support/child.ts' })) {
		const options = [
			'--bundle',
			'--platform=node',
			'--packages=external',
			'--log-level=warning',
			`--outfile=${path.join(folder, `${name}.cjs`)}`,
		];
		execFileSync(path.join(modules, '.bin/esbuild'), [path.join(root, source), ...options], { stdio: 'inherit' });
	}
	return (bundles = folder);
}

afterAll(() => {
	if (bundles && existsSync(bundles)) rmSync(bundles, { recursive: true, force: true });
	bundles = undefined;
});

export interface Child {
	readonly process: ChildProcess;
	/** Answers so far. */
	readonly answers: unknown[];
	/** The next answer. */
	next(): Promise<unknown>;
	/** All answers, once the process has ended; rejects with what it wrote to stderr when it ended badly. */
	readonly done: Promise<unknown[]>;
}

/** Runs a command of child.ts in a process of its own. */
export function startChild(command: string, options: Readonly<Record<string, unknown>>): Child {
	const folder = bundleFolder();
	const child = spawn(process.execPath, [path.join(folder, 'child.cjs'), command, JSON.stringify(options)], {
		env: { ...process.env, NODE_PATH: modules, GUANXI_TEST_CORE: path.join(folder, 'core.cjs') },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const answers: unknown[] = [];
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const lines = createInterface({ input: child.stdout });
	lines.on('line', (line) => answers.push(JSON.parse(line)));
	const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(([[code]]) => code as number | null);
	const done = ended.then((code) => (code ? Promise.reject(new Error(errors)) : answers));
	done.catch(() => undefined);
	return {
		process: child,
		answers,
		done,
		next: async () => {
			const seen = answers.length;
			await Promise.race([once(lines, 'line'), done]);
			return answers[seen];
		},
	};
}
