/** `npm test [-- stage …]`: every check and test of the project; the last line printed is `N passed, N failed`. */
import type { Failure, Stage, StageResult } from './test/result';
import { stages } from './test/stages';

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

async function runStage({ name, run }: Stage, place: string): Promise<StageResult> {
	const started = Date.now();
	console.log(`${place} ${name} …`);
	const heartbeat = setInterval(() => console.log(`    … ${name}, ${seconds(started)}`), 30_000);
	try {
		const result = await run((line) => console.log(`    ${line}`));
		const counts = `${result.passed} passed${result.failures.length ? `, ${result.failures.length} failed` : ''}`;
		console.log(`${result.failures.length ? '✗' : '✓'} ${name}: ${counts} (${seconds(started)})`);
		return result;
	} catch (error) {
		console.log(`✗ ${name}: failed (${seconds(started)})`);
		return { passed: 0, failures: [{ name, detail: error instanceof Error ? error.message : String(error) }] };
	} finally {
		clearInterval(heartbeat);
	}
}

function printFailures(failures: readonly Failure[]): void {
	for (const { name, detail } of failures) console.log(`\n✗ ${name}\n${detail.replace(/^/gm, '    ')}`);
}

async function main(names: readonly string[]): Promise<number> {
	const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
	if (unknown.length > 0) {
		console.error(`There is no stage ${unknown.join(', ')}. The stages: ${stages.map((stage) => stage.name).join(', ')}.`);
		return 2;
	}
	const chosen = stages.filter((stage) => names.length === 0 || names.includes(stage.name));
	const started = Date.now();
	let stopped = false;
	// A terminal's Ctrl-C comes more than once: from the terminal itself, and passed on by npm.
	process.on('SIGINT', () => (stopped = true)).on('SIGTERM', () => (stopped = true));
	const results: StageResult[] = [];
	for (const [index, stage] of chosen.entries()) {
		if (stopped) break;
		results.push(await runStage(stage, `[${index + 1}/${chosen.length}]`));
	}
	const failures = results.flatMap((result) => result.failures);
	printFailures(failures);
	const passed = results.reduce((sum, result) => sum + result.passed, 0);
	console.log(`\n${stopped ? 'Stopped' : 'Done'} after ${seconds(started)}`);
	console.log(`${passed} passed, ${failures.length} failed`);
	return stopped || failures.length > 0 ? 1 : 0;
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
