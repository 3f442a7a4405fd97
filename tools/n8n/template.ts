import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { n8nDatabase } from './locations';
import { withLock } from './lock';
import { n8nEnvironment } from './environment';
import { run } from './npm';

/**
 * Gives a new user folder a database on which n8n's migrations have run already: they take about 10 s, and are run
 * once per n8n, beside it in the cache. The template holds no user, no key and no password.
 */
export async function seedDatabase(n8n: string, userFolder: string): Promise<void> {
	const target = n8nDatabase(userFolder);
	if (existsSync(target)) return;
	const template = `${n8n}.template.sqlite`;
	if (!existsSync(template)) {
		await withLock(`${template}.lock`, async () => {
			if (!existsSync(template)) await makeTemplate(n8n, template);
		});
	}
	await mkdir(dirname(target), { recursive: true });
	await copyFile(template, target);
}

async function makeTemplate(n8n: string, template: string): Promise<void> {
	const scratch = await mkdtemp(`${template}.making-`);
	try {
		const env = n8nEnvironment({ userFolder: scratch, port: 0, brokerPort: 0, encryptionKey: 'template' });
		await run(process.execPath, [join(n8n, 'node_modules', 'n8n', 'bin', 'n8n'), 'list:workflow'], { cwd: scratch, env });
		const { DatabaseSync } = await import('node:sqlite');
		const database = new DatabaseSync(n8nDatabase(scratch));
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		database.close();
		await rename(n8nDatabase(scratch), template);
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}
