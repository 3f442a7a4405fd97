/**
 * Captures one lead after the other for some time, as a process of n8n does, and prints how many. Arguments: the
 * connection as JSON, the number of its first lead. It says "ready" once its store is open and begins at the line
 * with the milliseconds to go on for.
 */
import { once } from 'node:events';
import { closeStores, openCrm } from '../../core';
import type { Connection, Crm } from '../../core/crm';
import { leadOf } from './people';

async function capture(crm: Crm, n: number): Promise<void> {
	const touchpoint = { channel: 'web' };
	const [outcome] = await crm.leads.capture([{ item: 0, fields: leadOf(n), touchpoint }], {});
	if (!outcome.ok) throw outcome.error;
}

async function main(connection: Connection, first: number): Promise<void> {
	const crm = openCrm(connection, { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false });
	let next = first;
	for (let i = 0; i < 50; i++) await capture(crm, next++);
	process.stdout.write('ready\n');
	for (;;) {
		const [line] = (await once(process.stdin, 'data')) as [Buffer];
		const time = Number(line.toString());
		if (time === 0) break;
		const begun = performance.now();
		let count = 0;
		for (; performance.now() - begun < time; count++) await capture(crm, next++);
		process.stdout.write(`${count / ((performance.now() - begun) / 1000)}\n`);
	}
	crm.release();
	await closeStores();
	process.stdin.unref();
}

main(JSON.parse(process.argv[2]) as Connection, Number(process.argv[3])).catch((error: Error) => {
	console.error(error);
	process.exit(1);
});
