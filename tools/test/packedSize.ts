import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../n8n/locations';
import { oneCheck, runCommand } from './command';
import type { Say, StageResult } from './result';

/** Packs the package as `npm publish` would and holds the tarball against the limit in .size-limit.json. */
export async function packedSize(say: Say): Promise<StageResult> {
	if (!existsSync(path.join(checkout, 'dist', 'guanxi.js'))) return failed('nothing is built: run the stage build first');
	const folder = path.join(checkout, '.cache', 'packed');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const packed = await runCommand('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
	const size = /"size": (\d+)/.exec(packed.output)?.[1];
	if (!packed.ok || !size) return failed(packed.output.trim());
	say(`packed: ${(Number(size) / 1e6).toFixed(2)} MB`);
	return await oneCheck('size', 'size-limit');
}

const failed = (detail: string): StageResult => ({ passed: 0, failures: [{ name: 'size: npm pack', detail }] });
