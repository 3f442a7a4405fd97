import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locale } from '../../core/text';
import { checkout } from './locations';
import { run } from './npm';

/** The CRM's own database in a user folder, where the nodes look without a credential. */
export function crmDatabase(userFolder: string): string {
	return join(userFolder, '.n8n', 'guanxi', 'crm.sqlite');
}

/**
 * Loads the demo data with the built bundle's `loadDemo({ file, locale })`, in a process of its own so that nothing
 * keeps the database open. n8n must not be running.
 */
export async function loadDemoData(userFolder: string, locale: Locale): Promise<void> {
	const file = crmDatabase(userFolder);
	await mkdir(dirname(file), { recursive: true });
	const script = 'const [bundle, options] = process.argv.slice(1); require(bundle).loadDemo(JSON.parse(options)).then(() => process.exit());';
	const bundle = join(checkout, 'dist', 'guanxi.js');
	await run(process.execPath, ['-e', script, bundle, JSON.stringify({ file, locale })], { cwd: checkout });
}
