import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../tools/bundle';
import { checkout } from '../../tools/n8n/locations';

/** The program `<name>.process.ts` as the package is shipped: one bundle, with n8n's own packages beside it. */
export async function bundleProcess(name: string): Promise<string> {
	const { stdin: _stdin, metafile: _metafile, external, ...options } = bundleOptions();
	const outfile = join(checkout, '.cache', 'bench', `${name}.cjs`);
	await build({
		...options,
		entryPoints: [join(__dirname, `${name}.process.ts`)],
		outfile,
		external: [...external, 'n8n-core', 'reflect-metadata', 'luxon'],
	});
	return outfile;
}
