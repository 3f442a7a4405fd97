import type { CrmRecord } from '../crm';
import type { Objects } from '../schema/objects';
import type { ObjectName } from '../schema/types';
import { recordsById, type Sql } from '../store';

interface Reference {
	readonly object: ObjectName;
	readonly recordId: string;
}

/** Records as they are now, deleted or not, by object and id. */
export async function currentRecords(
	sql: Sql,
	objects: Objects,
	references: readonly Reference[],
): Promise<Map<ObjectName, Map<string, CrmRecord>>> {
	const found = new Map<ObjectName, Map<string, CrmRecord>>();
	for (const name of new Set(references.map(({ object }) => object))) {
		const ids = references.filter(({ object }) => object === name).map(({ recordId }) => recordId);
		found.set(name, await recordsById(sql, objects.get(name), { ids, scope: { kind: 'all' } }));
	}
	return found;
}
