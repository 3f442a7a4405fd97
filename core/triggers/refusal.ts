import { interruptedReason } from '../attempts';
import type { SubscriptionSpec } from '../crm';
import type { Sql } from '../store';
import type { Delivery, Ending } from './deliveries';
import type { LoadedEvent } from './eventItem';
import { chainReason, rushReason } from './loop';

const defaultDepth = 5;

/** Times an event may be with its workflow when the process ends before it is given up on. */
const maxInterruptions = 10;

/** What becomes of a delivery that is not given to its workflow at all; undefined for one that is. */
export async function endingBefore(
	sql: Sql,
	{ workflowId, workflowName, filter, maxDepth = defaultDepth }: SubscriptionSpec,
	{ delivery, event }: { readonly delivery: Delivery; readonly event: LoadedEvent },
): Promise<Ending | undefined> {
	// It waited for the workflow as it was; now it asks for other events.
	if (!event.wanted) return 'done';
	if (delivery.interruptions >= maxInterruptions) return { dead: interruptedReason(delivery.interruptions) };
	if (event.depth >= maxDepth) return { dead: await chainReason(sql, delivery, { id: workflowId, name: workflowName, maxDepth }) };
	const rush = await rushReason(sql, filter, { ...event, ...delivery });
	return rush && { dead: rush };
}
