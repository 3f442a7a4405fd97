import type { CrmObject } from '../schema/types';
import { Bindings, type Sql } from '../store';
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

/** The values that fields had before some events, undefined when one of them was erased. */
function formerValues(events: readonly Entry[]): Record<string, unknown> | undefined {
	const former: Record<string, unknown> = {};
	for (const { changes, personal } of events) {
		const hidden = personal === null ? {} : (JSON.parse(personal) as Record<string, Pair>);
		for (const [field, open] of Object.entries(JSON.parse(changes) as Record<string, Pair | null>)) {
			const pair = open ?? hidden[field];
			if (pair === undefined) return undefined;
			if (!(field in former)) former[field] = pair[0];
		}
	}
	return former;
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
	if (first < 0 || since.some(({ batch }) => batch === undoBatchOf(name))) return { kind: 'undone' };
	if (since.some(({ batch }) => batch !== batchOf(name))) return { kind: 'left', reason: changedSince };
	if (since[0].kind === 'created') return { kind: 'delete' };
	const fields = formerValues(since);
	return fields ? { kind: 'restore', fields } : { kind: 'left', reason: valuesErased };
}
