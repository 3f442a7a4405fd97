import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { Client } from 'pg';

import type { PostgresAddress } from '../../../../tools/servers/postgres';
import { testFolder } from '../../../support/testCrm';
import { eventually } from '../../triggers/listener';

/** A process with a server of its own, the server's address, and the folders that they have made. */
async function startElsewhere() {
	const temporary = testFolder();
	// A server that root starts runs as another user.
	chmodSync(temporary, 0o755);
	const parent = fork(path.join(__dirname, 'server.process.ts'), [], {
		execArgv: ['--import', 'tsx'],
		env: { ...process.env, TMPDIR: temporary },
	});
	const [address] = (await Promise.race([once(parent, 'message'), once(parent, 'exit')])) as [PostgresAddress];
	const client = new Client(address);
	client.on('error', () => {});
	await client.connect();
	const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
	return { parent, client, temporary, cluster: path.dirname(rows[0].data_directory) };
}

it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
	'a server ends and leaves nothing when its process ends by %s',
	async (signal) => {
		const { parent, client, temporary, cluster } = await startElsewhere();
		expect(existsSync(cluster)).toBe(true);
		const left = () => readdirSync(temporary).filter((name) => name.startsWith('guanxi-postgres'));
		expect(left()).not.toEqual([]);
		const lost = new Promise((resolve) => client.once('end', resolve));
		parent.kill(signal);
		await lost;
		await eventually(() => left().length === 0 && !existsSync(cluster));
	},
	30_000,
);
