import { currentRecords } from '../attempts';
import type { CrmRecord, EventFilter, EventItem } from '../crm';
import { readEvent, storedEventColumns, storedEventTables, type StoredEvent } from '../records';
import { Bindings, type Store } from '../store';
import type { EventRef } from './eventFilter';
import { conditionSql, namesOf } from './eventFilter';
import { crowd } from './loop';

interface EventRow extends EventRef, StoredEvent {
	readonly at: string;
	readonly recordVersion: number;
	readonly depth: number;
	/** The condition's value: a number where the engine has no booleans. */
	readonly wanted: number | boolean;
	readonly writtenAt: string;
	readonly crowdSince: string | null;
}

/** An event with everything known of it. */
export interface LoadedEvent {
	readonly item: Omit<EventItem, 'attempt'>;
	/** How many workflows started each other before it. */
	readonly depth: number;
	/** Whether it matches the filter: it may have been taken for the workflow as it was before. */
	readonly wanted: boolean;
	/** UTC ISO time at which the call that wrote it began. */
	readonly writtenAt: string;
	/** The same of the event that came {@link crowd} before it to its record. */
	readonly crowdSince: string | null;
}

/** Loads events with the records as they are now, in a few statements for all of them; by number. */
export async function loadEvents(
	{ read, catalogue }: Store,
	events: readonly EventRef[],
	subscription: { id: string; filter: EventFilter },
): Promise<Map<number, LoadedEvent>> {
	const bindings = new Bindings(read);
	const wanted = conditionSql(subscription.filter, bindings);
	const rows = await read.query<EventRow>(
		`SELECT ${storedEventColumns}, e."at", e."object", e."recordId", e."recordVersion", c."depth", c."at" AS "writtenAt", (${wanted}) AS wanted,
		(SELECT pc."at" FROM "crm_event" pe JOIN "crm_call" pc ON pc."id" = pe."callId"
			WHERE pe."object" = e."object" AND pe."recordId" = e."recordId" AND pe."seq" < e."seq" ORDER BY pe."seq" DESC LIMIT 1 OFFSET ${crowd - 1}) AS "crowdSince"
		FROM ${storedEventTables} WHERE ${bindings.among(
			'e."seq"',
			events.map(({ seq }) => seq),
			'integer',
		)}`,
		bindings.values,
	);
	const records = await currentRecords(read, await catalogue.current(), rows);
	return new Map(
		rows.map((row) => [row.seq, loadedOf(row, itemOf(row, records.get(row.object)?.get(row.recordId) ?? null, subscription))]),
	);
}

const loadedOf = ({ depth, wanted, writtenAt, crowdSince }: EventRow, item: LoadedEvent['item']): LoadedEvent => ({
	item,
	depth,
	wanted: Boolean(wanted),
	writtenAt,
	crowdSince,
});

function itemOf(row: EventRow, record: CrmRecord | null, { id, filter }: { id: string; filter: EventFilter }): LoadedEvent['item'] {
	const { names, changes, ...from } = readEvent(row);
	const events = namesOf(names, Object.keys(changes), filter);
	return {
		event: events.find((name) => filter.events.includes(name)) ?? events[0],
		events,
		object: row.object,
		recordId: row.recordId,
		recordVersion: row.recordVersion,
		record,
		changes,
		at: row.at,
		...from,
		seq: row.seq,
		key: `${id}:${row.seq}`,
	};
}
