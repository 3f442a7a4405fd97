import { objects } from '../schema/objects';
import type { Session } from '../records';
import { codeVersion, quote } from '../store';

/** How the store is: what it holds, its size, its schema, and what waits to be delivered. */
export async function storeHealth(session: Session): Promise<Record<string, unknown>> {
	const { read } = session.store;
	const counts: Record<string, number> = {};
	for (const object of objects.all) {
		const [row] = await read.query<{ n: number }>(`SELECT count(*) AS n FROM ${quote(object.table)} WHERE "deletedAt" IS NULL`);
		counts[object.name] = row.n;
	}
	const facts = await read.query<{ name: string; value: string }>('SELECT "name", "value" FROM "crm_meta"');
	const deliveries = await read.query<{ state: string; n: number }>('SELECT "state", count(*) AS n FROM "crm_delivery" GROUP BY 1');
	const [events] = await read.query<{ n: number | null }>('SELECT max("seq") AS n FROM "crm_event"');
	return {
		status: 'ok',
		...session.store.describe(),
		schemaVersion: Number(facts.find((fact) => fact.name === 'schemaVersion')?.value),
		codeVersion,
		records: counts,
		lastEvent: events.n ?? 0,
		deliveries: Object.fromEntries(deliveries.map((row) => [row.state, row.n])),
	};
}
