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
	/** `left`: why others of its fields stay as they are. */
	| { readonly kind: 'restore'; readonly fields: Readonly<Record<string, unknown>>; readonly left?: Text }
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

/** What one call did to a field; without its values when they were erased. */
interface FieldWrite {
	readonly batch: string | null;
	readonly pair: Pair | undefined;
}

function writesByField(events: readonly Entry[]): Map<string, FieldWrite[]> {
	const byField = new Map<string, FieldWrite[]>();
	for (const { batch, changes, personal } of events) {
		const hidden = personal === null ? {} : (JSON.parse(personal) as Record<string, Pair>);
		for (const [field, open] of Object.entries(JSON.parse(changes) as Record<string, Pair | null>)) {
			const write = { batch, pair: open ?? hidden[field] };
			const writes = byField.get(field);
			if (writes) writes.push(write);
			else byField.set(field, [write]);
		}
	}
	return byField;
}

/** The names under which an import, and what takes it back, stand in the log. */
interface Own {
	readonly batch: string;
	readonly undo: string;
}

const isOthers = (own: Own, { batch }: { batch: string | null }): boolean => batch !== own.batch && batch !== own.undo;

/** Whether a field is as it was before. Where nobody can compare any more, what the undoing wrote last was the former value. */
function isBack(writes: readonly FieldWrite[], own: Own): boolean {
	const [first, last] = [writes[0], writes[writes.length - 1]];
	return first.pair && last.pair ? sameValue(first.pair[0], last.pair[1]) : last.batch === own.undo;
}

/** Judges a record that the import itself made or changed: as a whole. */
function judgeImported(events: readonly Entry[], own: Own): Verdict {
	const made = events[0].kind === 'created';
	const fields = [...writesByField(events)];
	const done = made
		? events.some(({ kind, batch }) => kind === 'deleted' && batch === own.undo)
		: fields.every(([, writes]) => isBack(writes, own));
	if (done) return { kind: 'undone' };
	if (events.some((event) => isOthers(own, event))) return { kind: 'left', reason: changedSince };
	if (made) return { kind: 'delete' };
	if (fields.some(([, [{ pair }]]) => !pair)) return { kind: 'left', reason: valuesErased };
	return { kind: 'restore', fields: Object.fromEntries(fields.map(([field, [{ pair }]]) => [field, pair?.[0]])) };
}

/** Whether no write is missing between: after a later import the undoing of an earlier one is, and the former value is of that. */
const isWhole = (writes: readonly FieldWrite[]): boolean =>
	writes.every(({ pair }, i) => {
		const before = writes[i - 1]?.pair;
		return !pair || !before || sameValue(before[1], pair[0]);
	});

/** What is to be done with one field of a record that followed from the import: nothing, restore it, or leave it. */
function judgeField(writes: readonly FieldWrite[], own: Own): { readonly former: unknown } | { readonly left: Text } | undefined {
	if (writes.length === 0 || isBack(writes, own)) return undefined;
	const last = writes[writes.length - 1];
	if (writes.some((write) => isOthers(own, write))) {
		if (last.batch !== own.undo) return { left: changedSince };
		// It followed from what others did and the import did not; where nothing of theirs remained, the former value is due.
		if (last.pair?.[1] !== null) return undefined;
	}
	const [{ pair }] = writes;
	if (!pair) return { left: valuesErased };
	return isWhole(writes) ? { former: pair[0] } : { left: changedSince };
}

/** Judges a record that only followed from the import: each field that did, whatever else somebody changed of it. */
function judgeFollowed(events: readonly Entry[], own: Own): Verdict {
	const fields: Record<string, unknown> = {};
	let left: Text | undefined;
	for (const [field, writes] of writesByField(events)) {
		const first = writes.findIndex(({ batch }) => batch === own.batch);
		const judged = judgeField(first < 0 ? [] : writes.slice(first), own);
		if (judged && 'left' in judged) left = judged.left;
		else if (judged) fields[field] = judged.former;
	}
	if (Object.keys(fields).length > 0) return { kind: 'restore', fields, left };
	return left ? { kind: 'left', reason: left } : { kind: 'undone' };
}

/** Without what other imports did that were taken back since: it is as if they had never been. */
function lasting(events: readonly Entry[], name: string): Entry[] {
	const gone = new Set(events.flatMap(({ batch }) => undoneBatch(batch) ?? []));
	gone.delete(batchOf(name));
	return events.filter(({ batch }) => !gone.has(undoneBatch(batch) ?? batch ?? ''));
}

/**
 * Judges a record by what happened to it since the import began. Something that only happened changes nothing.
 * @param of.followed whether the record is none of the import's own: what changed of it followed from those
 */
export function verdictOf(history: readonly Entry[], { name, followed }: { name: string; followed: boolean }): Verdict {
	const own = { batch: batchOf(name), undo: undoBatchOf(name) };
	const events = lasting(
		history.filter(({ kind }) => kind !== 'happened'),
		name,
	);
	const first = events.findIndex(({ batch }) => batch === own.batch);
	if (first < 0) return { kind: 'undone' };
	const since = events.slice(first);
	const judge = followed && since[0].kind !== 'created' ? judgeFollowed : judgeImported;
	const undoing = since.slice(0, since.findLastIndex(({ batch }) => batch === own.undo) + 1);
	// What somebody did after the undoing was done with the record is no longer its business.
	const before = undoing.length > 0 ? judge(undoing, own) : undefined;
	return before?.kind === 'undone' ? before : judge(since, own);
}
