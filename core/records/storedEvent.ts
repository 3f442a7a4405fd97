import type { EventItem } from '../crm';

/** What is read of an event wherever one is shown. */
export interface StoredEvent {
	readonly seq: number;
	readonly names: string;
	readonly changes: string;
	readonly personal: string | null;
	readonly item: number | null;
	readonly actor: string;
	readonly workflowId: string | null;
	readonly workflowName: string | null;
	readonly executionId: string | null;
	readonly nodeName: string | null;
}

/** The columns of a {@link StoredEvent}: of the event `e`, its call `c`, and its erasable part `p`. */
export const storedEventColumns = `e."seq", e."names", e."changes", p."changes" AS personal, e."item", c."actor", c."workflowId", c."workflowName", c."executionId", c."nodeName"`;

export const storedEventTables = `"crm_event" e JOIN "crm_call" c ON c."id" = e."callId" LEFT JOIN "crm_event_personal" p ON p."seq" = e."seq"`;

/** An event's names, its changes with both sides put together (values that were erased are null), and where in n8n it came from. */
export function readEvent(row: StoredEvent): { readonly names: readonly string[] } & Pick<EventItem, 'changes' | 'origin' | 'actor'> {
	const { workflowId, workflowName, executionId, nodeName, item } = row;
	const origin = Object.entries({ workflowId, workflowName, executionId, nodeName, item }).filter(([, value]) => value !== null);
	return {
		names: JSON.parse(row.names) as string[],
		actor: row.actor,
		changes: changesOf(row),
		origin: Object.fromEntries(origin) as EventItem['origin'],
	};
}

function changesOf({ changes, personal }: StoredEvent): EventItem['changes'] {
	const values = JSON.parse(changes) as Record<string, [unknown, unknown] | null>;
	const hidden = personal ? (JSON.parse(personal) as Record<string, [unknown, unknown]>) : {};
	return Object.fromEntries(
		Object.entries(values).map(([field, pair]) => {
			const [from, to] = pair ?? hidden[field] ?? [null, null];
			return [field, { from, to }];
		}),
	);
}
