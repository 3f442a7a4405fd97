import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { refreshInstalled } from './installPackage';
import { checkout, nodesFolder } from './locations';
import type { Progress } from './progress';
import { devDataFolder, withSession, type Session, type SessionOptions } from './session';

export interface DevSession extends Session {
	/** Call after each build: n8n gets the new files and reloads the nodes within a second. */
	refresh(): Promise<void>;
}

/** The instance of `npm run dev`: as `npm start`, with a data folder of its own and n8n's reloading of changed nodes. */
export async function withDevSession(
	options: Pick<SessionOptions, 'port' | 'fresh' | 'database' | 'signal'>,
	progress: Progress,
	use: (session: DevSession) => Promise<void>,
): Promise<void> {
	const data = devDataFolder();
	const { name, version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { name: string; version: string };
	const installed = { name, version, directory: join(nodesFolder(data), 'node_modules', name) };
	await withSession({ ...options, data, reload: true }, progress, (session) =>
		use({ ...session, refresh: () => refreshInstalled(checkout, installed) }),
	);
}
