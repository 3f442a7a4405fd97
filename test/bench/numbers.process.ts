/**
 * Takes contract numbers one by one, as a process of n8n does, and prints how many milliseconds so many took. Arguments: the
 * connection as JSON. It says "ready" once it may begin; then each line is a way and a count: `ours 1000`, `theirs 1000`,
 * `drafts 100`, or `end`.
 */
import { createInterface } from 'node:readline';
import { closeStores, openCrm } from '../../core';
import type { PostgresConnection } from '../../core/crm';
import { acquireStore } from '../../core/store';
import { connectAlone } from '../../core/store/postgres/open';
import { takeNumbers } from '../../core/store/sequence';

const context = { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false } as const;

async function main(connection: PostgresConnection): Promise<void> {
	const { store, release } = acquireStore(connection);
	const crm = openCrm(connection, context);
	const client = await connectAlone(connection);
	const { records } = await crm.records.list('customer', { limit: 1 });
	const ways: Readonly<Record<string, () => Promise<unknown>>> = {
		ours: async () => await store.write(context, async (tx) => await takeNumbers(tx, 'bench.ours', 1)),
		theirs: async () => {
			await client.query('BEGIN');
			await client.query({
				name: 'take',
				text: `UPDATE "bench_sequence" SET "value" = "value" + 1 WHERE "name" = 'contract' RETURNING "value"`,
			});
			await client.query('COMMIT');
		},
		drafts: async () => {
			const [outcome] = await crm.contracts.draft([{ item: 0, fields: { name: '合同', customerId: records[0].id, amount: '1.00' } }]);
			if (!outcome.ok) throw outcome.error;
		},
	};
	for (const way of Object.values(ways)) for (let i = 0; i < 20; i++) await way();
	process.stdout.write('ready\n');
	for await (const line of createInterface({ input: process.stdin })) {
		const [way, count] = line.split(' ');
		if (way === 'end') break;
		const begun = performance.now();
		for (let i = 0; i < Number(count); i++) await ways[way]();
		process.stdout.write(`${performance.now() - begun}\n`);
	}
	await client.end();
	crm.release();
	release();
	await closeStores();
}

main(JSON.parse(process.argv[2]) as PostgresConnection).catch((error: Error) => {
	console.error(error);
	process.exit(1);
});
