import { currentRecords, unknownObjectReason, unreadableReason } from '../attempts';
import type { CrmRecord, WorkItem } from '../crm';
import { CrmError } from '../errors';
import { isObjectName } from '../schema/parseFields';
import type { ObjectName } from '../schema/types';
import type { Store } from '../store';
import { readKind } from './kinds';
import { readPayload, type WorkRow } from './row';
import type { WorkEnding } from './settle';

/** Claimed work with the item to give out, or with what becomes of it without that. */
export type PreparedWork = { readonly work: WorkRow } & ({ readonly item: WorkItem } | { readonly ending: WorkEnding });

/**
 * Loads claimed work with the records as they are now. What this version cannot read, for a newer one wrote it or the
 * database is damaged, ends as a failure of its own.
 *
 * @throws CrmError StoreUnavailable
 */
export async function prepareWork(store: Store, works: readonly WorkRow[]): Promise<PreparedWork[]> {
	const all = await unlessUnreadable(async () => await itemsOf(store, works));
	const prepared: PreparedWork[] = [];
	for (const [at, work] of works.entries()) {
		const [item] = all ? [all[at]] : ((await unlessUnreadable(async () => await itemsOf(store, [work]))) ?? []);
		prepared.push(item ? { work, item } : { work, ending: { failed: whyUnreadable(work) } });
	}
	return prepared;
}

/** A store that fails says so with a CrmError; whatever else is thrown lies in what was read. */
async function unlessUnreadable<T>(read: () => Promise<T>): Promise<T | undefined> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof CrmError) throw error;
		return undefined;
	}
}

const whyUnreadable = ({ object }: WorkRow) => (object === null || isObjectName(object) ? unreadableReason : unknownObjectReason(object));

type About = WorkRow & { readonly object: ObjectName; readonly recordId: string };

const isAbout = (work: WorkRow): work is About => work.object !== null && work.recordId !== null;

/** Items as a workflow gets them. */
export async function itemsOf({ read, catalogue }: Store, works: readonly WorkRow[]): Promise<WorkItem[]> {
	const records = await currentRecords(read, await catalogue.current(), works.filter(isAbout));
	return works.map((work) => itemOf(work, isAbout(work) ? (records.get(work.object)?.get(work.recordId) ?? null) : null));
}

const itemOf = (work: WorkRow, record: CrmRecord | null): WorkItem => ({
	...readKind(work.kind),
	object: work.object,
	recordId: work.recordId,
	record,
	dueAt: work.dueAt,
	key: work.key,
	attempt: work.attempts + work.interruptions + 1,
	payload: readPayload(work),
	workId: work.id,
});
