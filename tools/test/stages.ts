import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../n8n/locations';
import { oneCheck } from './command';
import { jestStage } from './jestStage';
import { packedSize } from './packedSize';
import type { Stage } from './result';
import { browser, compiler, needs, openssl, redis } from './systemPackages';

const minutes = (count: number) => count * 60_000;

const check = (name: string, commandLine: string): Stage => ({ name, run: () => oneCheck(name, commandLine) });

/** dependency-cruiser refuses a folder that is not there yet. */
const sources = ['core', 'nodes', 'credentials', 'schemas', 'test', 'tools'].filter((folder) => existsSync(path.join(checkout, folder)));

/** Everything `npm test` does, in its order; the build comes before the tests that load it. */
export const stages: readonly Stage[] = [
	check('generate', 'tsx tools/generate.ts --check'),
	check('types', 'tsc --noEmit'),
	check('lint', 'eslint --max-warnings 0 .'),
	check('format', 'prettier --check --no-color --log-level warn .'),
	check('architecture', `depcruise ${sources.join(' ')}`),
	check('unused', 'knip --no-config-hints'),
	check('build', 'npm run build'),
	{ name: 'size', run: packedSize },
	{ name: 'core', run: (say) => jestStage('core', say, { timeoutMs: minutes(15) }) },
	{
		name: 'postgres',
		run: async (say) => {
			await needs(openssl, say);
			return await jestStage('postgres', say, { timeoutMs: minutes(15) });
		},
	},
	{ name: 'nodes', run: (say) => jestStage('nodes', say) },
	{
		name: 'workflows',
		run: async (say) => {
			await needs([...compiler, ...redis()], say);
			return await jestStage('workflows', say, { inBand: true, timeoutMs: minutes(25) });
		},
	},
	{
		name: 'pages',
		run: async (say) => {
			await needs([...compiler, ...browser], say);
			return await jestStage('pages', say, { inBand: true, timeoutMs: minutes(15) });
		},
	},
];
