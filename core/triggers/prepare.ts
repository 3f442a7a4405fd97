import { unknownObjectReason, unreadableReason } from '../attempts';
import type { SubscriptionSpec } from '../crm';
import { CrmError } from '../errors';
import { isObjectName } from '../schema/parseFields';
import type { Store } from '../store';
import type { Delivery, Ending } from './deliveries';
import { loadEvents, type LoadedEvent } from './eventItem';
import { endingBefore } from './refusal';

/** A delivery with the event to give to its workflow, or with what becomes of it without that. */
export type Prepared = { readonly delivery: Delivery } & ({ readonly event: LoadedEvent } | { readonly ending: Ending });

/**
 * Loads the events of claimed deliveries. One that this version cannot read, for a newer one wrote it or the file is
 * damaged, ends as a failure of its own: the others are not its fault.
 * @throws CrmError StoreUnavailable
 */
export async function prepareDeliveries(store: Store, spec: SubscriptionSpec, claimed: readonly Delivery[]): Promise<Prepared[]> {
	const all = await unlessUnreadable(() => loadEvents(store, claimed, spec));
	const prepared: Prepared[] = [];
	for (const delivery of claimed) {
		const found = await unlessUnreadable(async () => {
			const event = (all ?? (await loadEvents(store, [delivery], spec))).get(delivery.seq);
			const ending = event && (await endingBefore(store.read, spec, { delivery, event }));
			return ending ? { delivery, ending } : event && { delivery, event };
		});
		prepared.push(found ?? { delivery, ending: { failed: whyUnreadable(delivery) } });
	}
	return prepared;
}

/** A store that fails says so with a CrmError; whatever else is thrown lies in what was read. */
async function unlessUnreadable<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof CrmError) throw error;
		return undefined;
	}
}

const whyUnreadable = ({ object }: Delivery) => (isObjectName(object) ? unreadableReason : unknownObjectReason(object));
