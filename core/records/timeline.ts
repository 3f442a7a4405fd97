import type { CrmRecord, TimelineEntry } from '../crm';
import { objects } from '../schema/objects';
import type { CrmObject, ObjectName } from '../schema/types';
import { Bindings, decodeCursor, encodeCursor, pageLimit, quote, recordsById, scopeSql, type Sql } from '../store';
import { notFound } from './faults';
import type { Session } from './session';
import { readEvent, storedEventColumns, storedEventTables, type StoredEvent } from './storedEvent';

interface Line {
	readonly at: string;
	readonly source: string;
	/** Event number or record id, as text: the place among lines of one moment. */
	readonly key: string;
}

/** The source of the record's own events: sorts below the names of objects, for what refers to a record comes after it was made. */
const itself = '';

/** An event's number as a text of 16 digits, which sorts like the number. */
const pad = `substr(CAST(e."seq" + 10000000000000000 AS TEXT), 2)`;

/** Everything that happened to a record, newest first: its changes, and the follow-ups, tasks and touchpoints that refer to it. */
export async function recordTimeline(
	session: Session,
	object: CrmObject,
	wanted: { id: string; limit: number; cursor?: string },
): Promise<{ entries: TimelineEntry[]; nextCursor?: string }> {
	const { store, context } = session;
	const [record] = (await recordsById(store.read, object, { ids: [wanted.id], scope: context.scope })).values();
	if (!record) throw notFound(object, wanted.id, false);
	const limit = pageLimit(wanted.limit);
	const list = `timeline of ${wanted.id}`;
	const after = wanted.cursor ? lineAfter(list, wanted.cursor) : undefined;
	const bindings = new Bindings(store.read);
	const sources = sourcesSql(session, object, { id: wanted.id, limit: limit + 1, after }, bindings);
	const lines = await store.read.query<Line>(
		`SELECT * FROM (${sources.join(' UNION ALL ')}) l ORDER BY at DESC, source DESC, key DESC LIMIT ${limit + 1}`,
		bindings.values,
		'kept',
	);
	const page = lines.slice(0, limit);
	const entries = await entriesOf(session, object, { id: wanted.id, lines: page });
	const last = lines.length > limit ? page[limit - 1] : undefined;
	return { entries, nextCursor: last && encodeCursor(list, [last.at, last.source, last.key]) };
}

function lineAfter(list: string, cursor: string): Line {
	const [at, source, key] = decodeCursor(list, 3, cursor).map(String);
	return { at, source, key };
}

function sourcesSql(
	session: Session,
	object: CrmObject,
	wanted: { id: string; limit: number; after?: Line },
	bindings: Bindings,
): string[] {
	const { after, limit } = wanted;
	const page = (at: string, source: string, key: string) =>
		`${after ? `AND (${at}, ${bindings.add(source)}, ${key}) < (${bindings.add(after.at)}, ${bindings.add(after.source)}, ${bindings.add(after.key)})` : ''} ORDER BY ${at} DESC, ${key} DESC LIMIT ${limit}`;
	const events = `SELECT * FROM (SELECT e."at" AS at, ${bindings.add(itself)} AS source, ${pad} AS key FROM "crm_event" e WHERE e."object" = ${bindings.add(object.name)} AND e."recordId" = ${bindings.add(wanted.id)} ${page('e."at"', itself, pad)}) s`;
	const referring = objects
		.referring(object.name)
		.filter(({ object: other, field }) => other.timeline !== undefined && field.name === `${object.name}Id`);
	const records = referring.map(({ object: other, field }) => {
		const at = `t.${quote(other.timeline as string)}`;
		const head = `SELECT * FROM (SELECT ${at} AS at, ${bindings.add(other.name)} AS source, t."id" AS key FROM ${quote(other.table)} t WHERE t.${quote(field.name)} = ${bindings.add(wanted.id)}`;
		const visible = `AND t."deletedAt" IS NULL AND ${scopeSql(other, session.context.scope, bindings)}`;
		return `${head} ${visible} ${page(at, other.name, 't."id"')}) s`;
	});
	return [events, ...records];
}

async function entriesOf(session: Session, object: CrmObject, page: { id: string; lines: readonly Line[] }): Promise<TimelineEntry[]> {
	const { store, objects: known, context } = session;
	const records = new Map<string, CrmRecord>();
	const makers = new Map<string, StoredEvent>();
	const events = new Map<number, StoredEvent>();
	const readSource = async (source: string): Promise<void> => {
		const keys = page.lines.filter((line) => line.source === source).map((line) => line.key);
		if (source === itself) {
			for (const event of await eventsOf(store.read, keys.map(Number))) events.set(event.seq, event);
			return;
		}
		const wanted = { ids: keys, scope: context.scope };
		const [found, made] = await Promise.all([
			recordsById(store.read, known.get(source as ObjectName), wanted),
			creationsOf(store.read, source, keys),
		]);
		for (const [id, record] of found) records.set(id, record);
		for (const event of made) makers.set(event.recordId, event);
	};
	await Promise.all([...new Set(page.lines.map((line) => line.source))].map(readSource));
	return page.lines.map((line): TimelineEntry => {
		if (line.source === itself) return eventEntry(object, { id: page.id, at: line.at, row: events.get(Number(line.key)) as StoredEvent });
		const { actor, origin } = readEvent(makers.get(line.key) as StoredEvent);
		const record = records.get(line.key);
		return { at: line.at, kind: line.source, object: line.source as ObjectName, recordId: line.key, actor, origin, record };
	});
}

async function eventsOf(sql: Sql, seqs: readonly number[]): Promise<StoredEvent[]> {
	const bindings = new Bindings(sql);
	const where = bindings.among('e."seq"', seqs, 'integer');
	return await sql.query(`SELECT ${storedEventColumns} FROM ${storedEventTables} WHERE ${where}`, bindings.values);
}

/** The events that made some records: who did it, and in which workflow. */
async function creationsOf(sql: Sql, object: string, ids: readonly string[]): Promise<Array<StoredEvent & { recordId: string }>> {
	const bindings = new Bindings(sql);
	const where = `e."object" = ${bindings.add(object)} AND ${bindings.among('e."recordId"', ids)} AND e."kind" = 'created'`;
	return await sql.query(`SELECT ${storedEventColumns}, e."recordId" FROM ${storedEventTables} WHERE ${where}`, bindings.values);
}

function eventEntry(object: CrmObject, event: { id: string; at: string; row: StoredEvent }): TimelineEntry {
	const { names, ...rest } = readEvent(event.row);
	return { at: event.at, kind: names.join(', '), object: object.name, recordId: event.id, ...rest };
}
