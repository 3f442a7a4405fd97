import type { WorkItem } from '../crm';
import { Bindings, type Store } from '../store';
import { itemsOf } from './item';
import { selectedWork, type WorkRow } from './row';

/** The next item of each kind that has one; takes nothing. */
export async function sampleWork(store: Store, kinds: readonly string[]): Promise<WorkItem[]> {
	if (kinds.length === 0) return [];
	const bindings = new Bindings(store.read);
	const next = kinds.map(
		(kind, at) =>
			`SELECT * FROM (SELECT ${selectedWork('d')} FROM "crm_due" d WHERE d."kind" = ${bindings.add(kind)} AND d."nextAt" IS NOT NULL
			ORDER BY d."nextAt" NULLS FIRST, d."id" LIMIT 1) k${at}`,
	);
	return await itemsOf(store, await store.read.query<WorkRow>(next.join(' UNION ALL '), bindings.values));
}
