import { setTimeout as sleep } from 'node:timers/promises';

import { clock } from '../../../core/clock';
import type { Crm, DeliveryResult, EventItem, SubscriptionSpec } from '../../../core/crm';
import { whenOver } from '../../support/endings';
import type { TestCrm } from '../../support/testCrm';

/** A workflow as the core sees it: what it was given, and what it makes of it. */
export interface Listener {
	readonly items: EventItem[];
	readonly keys: string[];
	readonly troubles: Error[];
	close(): Promise<void>;
}

type Work = (item: EventItem) => DeliveryResult | Promise<DeliveryResult>;

/** Activates a workflow whose every execution is `work`. */
export async function listen(
	crm: Crm,
	{ work = () => 'done', ...spec }: Partial<SubscriptionSpec> & { work?: Work } = {},
): Promise<Listener> {
	const heard: Omit<Listener, 'close'> = { items: [], keys: [], troubles: [] };
	const subscription = await crm.subscriptions.open(
		{
			id: 'workflow-a:node-1',
			workflowId: 'workflow-a',
			workflowName: 'A',
			nodeName: 'CRM Trigger',
			filter: { events: [], objects: [], changedFields: [] },
			...spec,
		},
		{
			deliver: async (item, key) => {
				heard.items.push(item);
				heard.keys.push(key);
				return await work(item);
			},
			trouble: (error) => heard.troubles.push(error),
		},
	);
	whenOver(() => subscription.close());
	return { ...heard, close: async () => await subscription.close() };
}

/** Only what happens to leads. */
export const leadsOnly = { events: [], objects: ['lead' as const], changedFields: [] };

/** The states of all deliveries, in the order of their events. */
export const statesOf = async (crm: TestCrm): Promise<string[]> =>
	(await crm.rows<{ state: string }>('SELECT "state" FROM "crm_delivery" ORDER BY "seq"')).map((row) => row.state);

/** Waits until `holds`; the time limit is for machines that are busy. */
export async function eventually(holds: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
	const giveUp = performance.now() + seconds * 1000;
	while (!(await holds())) {
		if (performance.now() > giveUp) throw new Error(`still not so: ${holds.toString()}`);
		await sleep(5);
	}
}

let ahead = 0;
let restore: (() => void) | undefined;

afterEach(() => {
	restore?.();
	restore = undefined;
	ahead = 0;
});

/** Moves the core's clock on, so that a pause or a lease is over. */
export function passTime(seconds: number): void {
	ahead += seconds * 1000;
	restore?.();
	restore = clock.use(() => Date.now() + ahead);
}

/** A promise to be settled from outside: an execution that goes on for as long as the test wants. */
export function pending<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
	return Promise.withResolvers<T>();
}
