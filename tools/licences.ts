import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { dist } from './bundle';
import { checkout } from './n8n/locations';

/** Licences whose terms a bundle in an MIT package meets by carrying their text. */
const accepted = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MIT-0']);

/** The folders of the packages whose code is in the bundle. */
function packagesIn(metafile: Metafile): string[] {
	const inBundle = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
	const folders = inBundle
		.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
		.map(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
		.filter((folder) => folder !== undefined);
	return [...new Set(folders)].sort();
}

function licenceOf(folder: string): string {
	const directory = path.join(checkout, folder);
	const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as Record<string, string>;
	if (!accepted.has(license)) throw new Error(`${name} is under ${license}: it may not go into the bundle.`);
	const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
	const body = file ? readFileSync(path.join(directory, file), 'utf8') : license;
	return `${name} ${version} (${license})\n\n${body.trim()}\n`;
}

/**
 * Writes dist/THIRD-PARTY-LICENCES.txt: the licence text of every package whose code is in the bundle.
 *
 * @throws Error when a package's licence is not one that may be bundled
 */
export function writeLicences(metafile: Metafile): void {
	const texts = packagesIn(metafile).map(licenceOf);
	writeFileSync(path.join(dist, 'THIRD-PARTY-LICENCES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}
