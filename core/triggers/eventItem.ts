import type { CrmRecord, EventFilter, EventItem } from '../crm';
import { readChanges } from '../records';
import { objects } from '../schema/objects';
import type { ObjectName } from '../schema/types';
import { Bindings, recordsById, type Sql } from '../store';
import type { EventRef } from './eventFilter';
import { conditionSql, namesOf } from './eventFilter';
import { crowd } from './loop';

interface EventRow extends EventRef {
	readonly at: string;
	readonly names: string;
	readonly recordVersion: number;
	readonly item: number | null;
	readonly changes: string;
	readonly personal: string | null;
	readonly actor: string;
	readonly workflowId: string | null;
	readonly workflowName: string | null;
	readonly executionId: string | null;
	readonly nodeName: string | null;
	readonly depth: number;
	readonly wanted: number;
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
	sql: Sql,
	events: readonly EventRef[],
	subscription: { id: string; filter: EventFilter },
): Promise<Map<number, LoadedEvent>> {
	const bindings = new Bindings();
	const wanted = conditionSql(subscription.filter, bindings);
	const rows = await sql.query<EventRow>(
		`SELECT e."seq", e."at", e."names", e."object", e."recordId", e."recordVersion", e."item", e."changes", p."changes" AS personal,
		c."actor", c."workflowId", c."workflowName", c."executionId", c."nodeName", c."depth", c."at" AS writtenAt, (${wanted}) AS wanted,
		(SELECT pc."at" FROM "crm_event" pe JOIN "crm_call" pc ON pc."id" = pe."callId"
			WHERE pe."object" = e."object" AND pe."recordId" = e."recordId" AND pe."seq" < e."seq" ORDER BY pe."seq" DESC LIMIT 1 OFFSET ${crowd - 1}) AS crowdSince
		FROM "crm_event" e JOIN "crm_call" c ON c."id" = e."callId" LEFT JOIN "crm_event_personal" p ON p."seq" = e."seq"
		WHERE e."seq" IN ${bindings.list(events.map(({ seq }) => seq))}`,
		bindings.values,
	);
	const records = await currentRecords(sql, rows);
	return new Map(
		rows.map((row) => [row.seq, loadedOf(row, itemOf(row, records.get(row.object)?.get(row.recordId) ?? null, subscription))]),
	);
}

const loadedOf = ({ depth, wanted, writtenAt, crowdSince }: EventRow, item: LoadedEvent['item']): LoadedEvent => ({
	item,
	depth,
	wanted: wanted === 1,
	writtenAt,
	crowdSince,
});

async function currentRecords(sql: Sql, rows: readonly EventRow[]): Promise<Map<ObjectName, Map<string, CrmRecord>>> {
	const found = new Map<ObjectName, Map<string, CrmRecord>>();
	for (const name of new Set(rows.map((row) => row.object))) {
		const ids = rows.filter((row) => row.object === name).map((row) => row.recordId);
		found.set(name, await recordsById(sql, objects.get(name), { ids, scope: { kind: 'all' } }));
	}
	return found;
}

function itemOf(row: EventRow, record: CrmRecord | null, { id, filter }: { id: string; filter: EventFilter }): LoadedEvent['item'] {
	const changes = readChanges(row.changes, row.personal);
	const events = namesOf(JSON.parse(row.names) as string[], Object.keys(changes), filter);
	const { workflowId, workflowName, executionId, nodeName, item } = row;
	const origin = Object.entries({ workflowId, workflowName, executionId, nodeName, item }).filter(([, value]) => value !== null);
	return {
		event: events.find((name) => filter.events.includes(name)) ?? events[0],
		events,
		object: row.object,
		recordId: row.recordId,
		recordVersion: row.recordVersion,
		record,
		changes,
		at: row.at,
		actor: row.actor,
		origin: Object.fromEntries(origin) as EventItem['origin'],
		seq: row.seq,
		key: `${id}:${row.seq}`,
	};
}
