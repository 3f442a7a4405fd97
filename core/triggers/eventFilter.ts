import type { EventFilter } from '../crm';
import type { ObjectName } from '../schema/types';
import { Bindings, type Sql } from '../store';
import { fieldChanged } from './eventNames';

/** An event and the record it happened to. */
export interface EventRef {
	readonly seq: number;
	readonly object: ObjectName;
	readonly recordId: string;
}

/** A piece of the event log, read in one statement: small enough to hold nobody up. */
export interface LogWindow {
	/** Events after this one … */
	readonly after: number;
	/** … up to and with this one. */
	readonly until: number;
	readonly limit: number;
	readonly latestFirst?: boolean;
}

/** Events that one statement looks at. */
export const windowSize = 2000;

/** Matching events of a window, in the order of the log unless asked otherwise. */
export async function matchingEvents(sql: Sql, filter: EventFilter, window: LogWindow): Promise<EventRef[]> {
	const bindings = new Bindings(sql);
	const from = `e."seq" > ${bindings.add(window.after)} AND e."seq" <= ${bindings.add(window.until)}`;
	const where = `${from} AND ${conditionSql(filter, bindings)} AND ${heard}`;
	return await sql.query<EventRef>(
		`SELECT e."seq", e."object", e."recordId" FROM "crm_event" e WHERE ${where} ORDER BY e."seq" ${window.latestFirst ? 'DESC' : 'ASC'} LIMIT ${bindings.add(window.limit)}`,
		bindings.values,
	);
}

/** An import may be told to start no workflow. */
const heard = '(SELECT c."silent" FROM "crm_call" c WHERE c."id" = e."callId") IS NOT TRUE';

/** What an event `e` must be to match, as SQL. */
export function conditionSql(filter: EventFilter, bindings: Bindings): string {
	const parts: string[] = [];
	// Appending nothing keeps the planner from reading all events of an object instead of the window.
	if (filter.objects.length > 0) parts.push(`(e."object" || '') IN ${bindings.list(filter.objects)}`);
	if (filter.events.length > 0) parts.push(`(${namesSql(filter, bindings).join(' OR ')})`);
	return parts.join(' AND ') || 'TRUE';
}

function namesSql(filter: EventFilter, bindings: Bindings): string[] {
	const names = filter.events.filter((name) => name !== fieldChanged);
	const parts: string[] = [];
	if (names.length > 0) parts.push(bindings.holds('e."names"', 'entry', names));
	if (names.length === filter.events.length) return parts;
	const changed = filter.changedFields.length > 0 ? ` AND ${bindings.holds('e."changes"', 'key', filter.changedFields)}` : '';
	return [...parts, `(e."kind" = 'updated'${changed})`];
}

/** The number of the last event that no other will come before any more; 0 for an empty log. */
export async function lastSeq(sql: Sql): Promise<number> {
	const [row] = await sql.query<{ seq: number }>(`SELECT coalesce(${sql.dialect.settledSeq}, 0) AS seq`);
	return row.seq;
}

const tellingFirst = (name: string): number => (name.includes('.') ? 0 : name === fieldChanged ? 1 : 2);

/** Every name of an event, the most telling first: lifecycle steps, a changed field, then what happened to the record. */
export function namesOf(stored: readonly string[], changed: readonly string[], filter: EventFilter): string[] {
	const asked = filter.events.includes(fieldChanged) && stored.includes('updated');
	const matches = asked && (filter.changedFields.length === 0 || changed.some((field) => filter.changedFields.includes(field)));
	return [...stored, ...(matches ? [fieldChanged] : [])].sort((a, b) => tellingFirst(a) - tellingFirst(b));
}
