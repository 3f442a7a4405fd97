import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { nodesFolder } from './locations';
import { npmEnvironment, run } from './npm';

/** What the files of an installed package say about it. */
export interface InstalledPackage {
	readonly name: string;
	readonly version: string;
	readonly directory: string;
}

interface PackageJson {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	[key: string]: unknown;
}

/** Packs a folder as `npm publish` would and answers the tarball's path. The package must be built already. */
export async function packPackage(source: string, destination: string): Promise<string> {
	await mkdir(destination, { recursive: true });
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', destination];
	const [packed] = JSON.parse(await run('npm', args, { cwd: source, env: npmEnvironment() })) as Array<{ filename: string }>;
	return join(destination, packed.filename);
}

/** A fingerprint of a tarball's content; packing the same files twice gives the same one. */
export async function tarballHash(tarball: string): Promise<string> {
	return createHash('sha256')
		.update(await readFile(tarball))
		.digest('hex');
}

/**
 * Installs a tarball into `<userFolder>/.n8n/nodes` by the steps of n8n's own installer (n8n 2.41.1,
 * `community-packages.service.js`, `downloadPackage`): untar, drop dev, peer and optional dependencies, `npm install`
 * with n8n's flags, and the line in n8n's list. Only the tarball's origin differs: this file instead of the registry.
 * n8n must not be running; a failed install leaves the previous one in place.
 */
export async function installTarball(tarball: string, userFolder: string): Promise<InstalledPackage> {
	const folder = nodesFolder(userFolder);
	const incoming = join(folder, `.incoming-${process.pid}`);
	await rm(incoming, { recursive: true, force: true });
	await mkdir(incoming, { recursive: true });
	try {
		const copy = join(folder, basename(tarball));
		if (copy !== resolve(tarball)) await copyFile(tarball, copy);
		await run('tar', ['-xzf', basename(copy), '-C', incoming, '--strip-components=1'], { cwd: folder });
		await rm(copy);
		const manifest = await stripManifest(join(incoming, 'package.json'));
		const directory = join(folder, 'node_modules', manifest.name);
		await replaceDirectory(incoming, directory, () => npmInstall(directory));
		await rememberVersion(folder, manifest.name, manifest.version);
		return { name: manifest.name, version: manifest.version, directory };
	} finally {
		await rm(incoming, { recursive: true, force: true });
	}
}

/**
 * Copies a built package over its installed copy while n8n runs with N8N_DEV_RELOAD: n8n watches that folder. A link to
 * the checkout would make n8n watch, and forget, everything in the checkout.
 */
export async function refreshInstalled(source: string, installed: InstalledPackage): Promise<void> {
	await cp(join(source, 'dist'), join(installed.directory, 'dist'), { recursive: true, force: true });
}

async function stripManifest(file: string): Promise<PackageJson> {
	const manifest = JSON.parse(await readFile(file, 'utf8')) as PackageJson;
	for (const key of ['devDependencies', 'peerDependencies', 'optionalDependencies']) delete manifest[key];
	await writeFile(file, JSON.stringify(manifest, null, 2));
	return manifest;
}

async function npmInstall(cwd: string): Promise<void> {
	const flags = ['--audit=false', '--fund=false', '--bin-links=false', '--install-strategy=shallow'];
	await run('npm', ['install', ...flags, '--ignore-scripts=true', '--package-lock=false'], { cwd, env: npmEnvironment() });
}

async function replaceDirectory(incoming: string, directory: string, finish: () => Promise<void>): Promise<void> {
	const backup = `${directory}.backup-${process.pid}`;
	await mkdir(dirname(directory), { recursive: true });
	const replaces = existsSync(directory);
	if (replaces) await rename(directory, backup);
	await rename(incoming, directory);
	try {
		await finish();
	} catch (error) {
		await rm(directory, { recursive: true, force: true });
		if (replaces) await rename(backup, directory);
		throw error;
	}
	await rm(backup, { recursive: true, force: true });
}

async function rememberVersion(folder: string, name: string, version: string): Promise<void> {
	const file = join(folder, 'package.json');
	const list: PackageJson = existsSync(file)
		? (JSON.parse(await readFile(file, 'utf8')) as PackageJson)
		: { name: 'installed-nodes', version: '', private: true };
	const { version: _unused, ...rest } = list;
	const dependencies = { ...list.dependencies, [name]: version };
	await writeFile(file, JSON.stringify({ ...rest, dependencies }, null, 2));
}
