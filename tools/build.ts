/** `npm run build`: the bundle and the files n8n looks for. gulpfile.js copies what is not code. */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions, writeStubs, dist } from './bundle';
import { writeLicences } from './licences';

async function main(): Promise<void> {
	rmSync(dist, { recursive: true, force: true });
	const { metafile } = await build(bundleOptions());
	writeStubs();
	writeLicences(metafile);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
