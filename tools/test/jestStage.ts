import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkout } from '../n8n/locations';
import { runCommand } from './command';
import type { Failure, Say, StageResult } from './result';

export interface JestOptions {
	/** One test file at a time: for tests that start servers or browsers. */
	readonly inBand?: boolean;
	readonly timeoutMs?: number;
}

/** The part of jest's `--json` answer that is read here. */
interface JestReport {
	testResults: Array<{
		name: string;
		message: string;
		status: 'passed' | 'failed' | 'pending' | 'skipped' | 'todo' | 'focused';
		assertionResults: Array<{ fullName: string; status: string; failureMessages: string[] | null }>;
	}>;
}

type FileReport = JestReport['testResults'][number];

const NOT_RUN = 'This test was not run (skip, todo, or another one is "only"). Run it, or delete it.';

/** Runs one of jest's projects. A test that was skipped or left as todo counts as failed, and so does a project without tests. */
export async function jestStage(project: string, say: Say, options: JestOptions = {}): Promise<StageResult> {
	const folder = mkdtempSync(path.join(tmpdir(), 'guanxi-jest-'));
	const report = path.join(folder, 'report.json');
	const args = [
		'--selectProjects',
		project,
		'--passWithNoTests',
		'--json',
		'--outputFile',
		report,
		// Jest would leave one core to itself, which is half of a small machine; it waits most of the time.
		options.inBand ? '--runInBand' : '--maxWorkers=100%',
	];
	try {
		const { ok, output } = await runCommand('jest', args, { ...options, say, show: (line) => /^(PASS|FAIL) /.test(line) });
		if (!existsSync(report)) return failed(`${project}: jest did not finish`, output.trim());
		return readReport(project, JSON.parse(readFileSync(report, 'utf8')) as JestReport, { ok, output });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function readReport(project: string, { testResults }: JestReport, { ok, output }: { ok: boolean; output: string }): StageResult {
	const tests = testResults.flatMap((file) => file.assertionResults);
	const passed = tests.filter((test) => test.status === 'passed').length;
	const failures = testResults.flatMap(failuresOf);
	if (tests.length === 0 && failures.length === 0) return failed(`${project}: no test was found`, `test/${project}/**/*.test.ts`);
	if (!ok && failures.length === 0) return { passed, failures: [{ name: `${project}: jest failed`, detail: output.trim() }] };
	return { passed, failures };
}

function failuresOf(file: FileReport): Failure[] {
	const name = path.relative(checkout, file.name);
	const failures = file.assertionResults
		.filter((test) => test.status !== 'passed')
		.map((test) => ({ name: `${name} › ${test.fullName}`, detail: test.failureMessages?.join('\n') || NOT_RUN }));
	// A file that could not be loaded has no tests to name.
	return file.status === 'failed' && failures.length === 0 ? [{ name, detail: file.message }] : failures;
}

function failed(name: string, detail: string): StageResult {
	return { passed: 0, failures: [{ name, detail }] };
}
