/**
 * Writes workflows/zh-CN/: the shipped workflows with Chinese names, notes and texts, same ids and paths. The English
 * files are the source: edit them in n8n and export them; what a new text is called in Chinese goes into
 * tools/workflows/zh-CN.json, and the height of a note whose Chinese is longer or shorter into zh-CN.heights.json. `--check` writes nothing and fails when a file would change.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { WorkflowJson } from './n8n/client';
import { checkout } from './n8n/locations';
import { inChinese, type Chinese } from './workflows/inChinese';

const folder = join(checkout, 'workflows');
const read = <T>(name: string) => JSON.parse(readFileSync(join(checkout, 'tools', 'workflows', name), 'utf8')) as T;
const chinese: Chinese = { words: read('zh-CN.json'), heights: read('zh-CN.heights.json') };

async function write(name: string, used: Set<string>): Promise<boolean> {
	const file = join(folder, 'zh-CN', name);
	const english = JSON.parse(readFileSync(join(folder, name), 'utf8')) as WorkflowJson;
	const content = await format(JSON.stringify(inChinese(english, chinese, used)), { ...(await resolveConfig(file)), parser: 'json' });
	if (process.argv.includes('--check')) return readFileSync(file, 'utf8') === content;
	mkdirSync(join(folder, 'zh-CN'), { recursive: true });
	writeFileSync(file, content);
	return true;
}

async function main(): Promise<void> {
	const used = new Set<string>();
	const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
	for (const name of names) {
		if (!(await write(name, used)))
			throw new Error(`workflows/zh-CN/${name} is not what its English file says: npm run generate:workflows`);
	}
	const idle = [...Object.keys(chinese.words), ...Object.keys(chinese.heights)].filter((text) => !used.has(text));
	if (idle.length > 0) throw new Error(`No workflow has these texts and notes of tools/workflows/ any more: ${idle.join(' | ')}`);
}

void main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
