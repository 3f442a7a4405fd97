import { objects } from '../schema/objects';
import type { Session } from '../records';
import { codeVersion, quote, type Sql } from '../store';
import type { Text } from '../text';

const uncheckedHint: Text = {
	en: 'The check of the database did not come to an end in time. Run it again when n8n has less to do.',
	'zh-CN': '数据库检查未能在限定时间内完成。请在 n8n 空闲时重新运行。',
};

/**
 * How the store is: whether its file is whole, what it holds, its size, its schema, and what waits to be delivered. Of a
 * damaged one nothing is counted.
 */
export async function storeHealth({ store }: Session): Promise<Record<string, unknown>> {
	// Opened first: there may be no file yet.
	const facts = await store.read.query<{ name: string; value: string }>('SELECT "name", "value" FROM "crm_meta"');
	const condition = await store.check();
	const found = { ...condition, ...(condition.status === 'unchecked' && { hint: uncheckedHint }), ...(await store.describe()) };
	if (condition.status === 'damaged') return found;
	return {
		...found,
		schemaVersion: Number(facts.find((fact) => fact.name === 'schemaVersion')?.value),
		codeVersion,
		...(await countAll(store.read)),
	};
}

async function countAll(read: Sql): Promise<Record<string, unknown>> {
	const counts: Record<string, number> = {};
	for (const object of objects.all) {
		const [row] = await read.query<{ n: number }>(`SELECT count(*) AS n FROM ${quote(object.table)} WHERE "deletedAt" IS NULL`);
		counts[object.name] = row.n;
	}
	const deliveries = await read.query<{ state: string; n: number }>('SELECT "state", count(*) AS n FROM "crm_delivery" GROUP BY 1');
	const [events] = await read.query<{ n: number | null }>('SELECT max("seq") AS n FROM "crm_event"');
	return {
		records: counts,
		lastEvent: events.n ?? 0,
		deliveries: Object.fromEntries(deliveries.map((row) => [row.state, row.n])),
	};
}
