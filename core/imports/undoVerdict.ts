import type { CrmObject } from '../schema/types';
import { Bindings, sameValue, type Sql } from '../store';
import type { Text } from '../text';
import { batchOf, undoBatchOf, undoneBatch } from './importLog';

/** An event since the import began, oldest first. */
interface Entry {
	readonly recordId: string;
	readonly kind: string;
	readonly changes: string;
	readonly personal: string | null;
	readonly batch: string | null;
}

/** What is to be done with a record to take an import of it back. */
export type Verdict =
	| { readonly kind: 'delete' }
	| { readonly kind: 'restore'; readonly fields: Readonly<Record<string, unknown>> }
	| { readonly kind: 'left'; readonly reason: Text }
	/** Taken back already, by an undoing that was interrupted. */
	| { readonly kind: 'undone' };

/** Everything that happened to records since the import first touched one of them. */
export async function historyOf(sql: Sql, object: CrmObject, of: { ids: readonly string[]; name: string }): Promise<Map<string, Entry[]>> {
	const bindings = new Bindings(sql);
	const since = `(SELECT min(f."seq") FROM "crm_call" i JOIN "crm_event" f ON f."callId" = i."id" WHERE i."id" = (SELECT min(m."id") FROM "crm_call" m WHERE m."batch" = ${bindings.add(batchOf(of.name))}))`;
	const rows = await sql.query<Entry>(
		`SELECT e."recordId", e."kind", e."changes", p."changes" AS personal, c."batch" FROM "crm_event" e JOIN "crm_call" c ON c."id" = e."callId"
		LEFT JOIN "crm_event_personal" p ON p."seq" = e."seq"
		WHERE e."seq" >= ${since} AND e."object" = ${bindings.add(object.name)} AND ${bindings.among('e."recordId"', of.ids)} ORDER BY e."seq"`,
		bindings.values,
	);
	return Map.groupBy(rows, ({ recordId }) => recordId);
}

const changedSince: Text = { en: 'was changed after the import', 'zh-CN': '导入后已被修改' };
const valuesErased: Text = { en: 'had values that were erased since', 'zh-CN': '原有数据已被删除，无法还原' };

type Pair = readonly [from: unknown, to: unknown];

/** What fields were before some events and are after them, undefined when one of the values was erased. */
function netChanges(events: readonly Entry[]): Map<string, Pair> | undefined {
	const net = new Map<string, Pair>();
	for (const { changes, personal } of events) {
		const hidden = personal === null ? {} : (JSON.parse(personal) as Record<string, Pair>);
		for (const [field, open] of Object.entries(JSON.parse(changes) as Record<string, Pair | null>)) {
			const pair = open ?? hidden[field];
			if (pair === undefined) return undefined;
			net.set(field, [(net.get(field) ?? pair)[0], pair[1]]);
		}
	}
	return net;
}

/**
 * Whether the undoing is done with a record: it is as it was before. What only followed from the undoing of others has
 * touched it and need not have brought it there.
 */
function isBack(events: readonly Entry[]): boolean {
	if (events.length === 0 || events[0].kind === 'created') return events.length > 0;
	const net = netChanges(events);
	return net === undefined || [...net.values()].every(([from, to]) => sameValue(from, to));
}

/** Without what other imports did that were taken back since: it is as if they had never been. */
function lasting(events: readonly Entry[], name: string): Entry[] {
	const gone = new Set(events.flatMap(({ batch }) => undoneBatch(batch) ?? []));
	gone.delete(batchOf(name));
	return events.filter(({ batch }) => !gone.has(undoneBatch(batch) ?? batch ?? ''));
}

/** Judges a record by what happened to it since the import began. Something that only happened changes nothing. */
export function verdictOf(history: readonly Entry[], name: string): Verdict {
	const events = lasting(
		history.filter(({ kind }) => kind !== 'happened'),
		name,
	);
	const first = events.findIndex(({ batch }) => batch === batchOf(name));
	const since = events.slice(first);
	const own = [batchOf(name), undoBatchOf(name)];
	if (first < 0 || isBack(since.slice(0, since.findLastIndex(({ batch }) => batch === own[1]) + 1))) return { kind: 'undone' };
	if (since.some(({ batch }) => !own.includes(batch ?? ''))) return { kind: 'left', reason: changedSince };
	if (since[0].kind === 'created') return { kind: 'delete' };
	const net = netChanges(since);
	if (!net) return { kind: 'left', reason: valuesErased };
	return { kind: 'restore', fields: Object.fromEntries([...net].map(([field, [from]]) => [field, from])) };
}
