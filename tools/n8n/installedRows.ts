import { join } from 'node:path';
import type { InstalledPackage } from './installPackage';
import { n8nDatabase } from './locations';
import { run } from './npm';

interface LoadedNode {
	readonly type: string;
	readonly displayName: string;
	readonly version: number;
}

/**
 * Writes into n8n's database what n8n writes when it installs a package (`installed-packages.repository.js`,
 * `persistPackageWithNodes`), so that Settings → Community nodes lists it and its update button works.
 * n8n must have made its database and must not be running.
 */
export async function recordInstalled(n8n: string, userFolder: string, installed: InstalledPackage): Promise<void> {
	const { author, nodes } = await loadAsN8nDoes(n8n, installed);
	const { DatabaseSync } = await import('node:sqlite');
	const database = new DatabaseSync(n8nDatabase(userFolder), { timeout: 5_000 });
	try {
		database.exec('BEGIN IMMEDIATE');
		database.prepare('DELETE FROM installed_nodes WHERE package = ?').run(installed.name);
		database.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(installed.name);
		// The columns' own defaults are quoted text in n8n's SQLite schema, so the times are always given.
		const now = new Date().toISOString().replace('T', ' ').replace('Z', '');
		database
			.prepare(
				'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?)',
			)
			.run(installed.name, installed.version, author.name ?? null, author.email ?? null, now, now);
		const insert = database.prepare('INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)');
		for (const node of nodes) insert.run(node.displayName, node.type, node.version, installed.name);
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

/** Loads the package with n8n's own loader in a process of its own, so that nothing of it stays in this one. */
async function loadAsN8nDoes(
	n8n: string,
	installed: InstalledPackage,
): Promise<{ author: { name?: string; email?: string }; nodes: LoadedNode[] }> {
	const script = `
		require('reflect-metadata');
		const { PackageDirectoryLoader } = require('n8n-core');
		const loader = new PackageDirectoryLoader(process.argv[1]);
		loader.loadAll().then(() => {
			const nodes = loader.loadedNodes.map(({ name, version }) => ({
				type: loader.packageJson.name + '.' + name,
				displayName: loader.nodeTypes[name].type.description.displayName,
				version,
			}));
			process.stdout.write('\\n' + JSON.stringify({ author: loader.packageJson.author ?? {}, nodes }));
		});`;
	const env = { ...process.env, NODE_PATH: join(n8n, 'node_modules'), NODE_OPTIONS: '', N8N_ENCRYPTION_KEY: 'unused' };
	const output = await run(process.execPath, ['-e', script, installed.directory], { cwd: n8n, env });
	const found = JSON.parse(output.trim().split('\n').pop() ?? '') as Awaited<ReturnType<typeof loadAsN8nDoes>>;
	if (found.nodes.length === 0) throw new Error(`${installed.name} ${installed.version}: n8n finds no nodes in ${installed.directory}.`);
	return found;
}
