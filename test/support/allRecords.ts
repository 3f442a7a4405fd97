import type { Crm, CrmRecord } from '../../core/crm';
import type { ObjectName } from '../../core/schema/types';

/** Every live record of an object. */
export async function allRecords(crm: Crm, object: ObjectName): Promise<CrmRecord[]> {
	const records: CrmRecord[] = [];
	for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
		const page = await crm.records.list(object, { limit: 500, ...(cursor && { cursor }) });
		records.push(...page.records);
		cursor = page.nextCursor;
	}
	return records;
}
