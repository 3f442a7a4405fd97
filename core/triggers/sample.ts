import type { EventFilter, EventItem } from '../crm';
import { breathe, type Store } from '../store';
import { lastSeq, matchingEvents, windowSize } from './eventFilter';
import { loadEvents } from './eventItem';

/** Events that are looked through for one that fits. */
const furthest = 200_000;

/** The latest event that fits, as its workflow would get it. */
export async function latestEvent(store: Store, id: string, filter: EventFilter): Promise<EventItem | undefined> {
	const last = await lastSeq(store.read);
	for (let until = last; until > Math.max(0, last - furthest); until -= windowSize) {
		const events = await matchingEvents(store.read, filter, { after: until - windowSize, until, limit: 1, latestFirst: true });
		const [loaded] = (await loadEvents(store, events, { id, filter })).values();
		if (loaded) return { ...loaded.item, attempt: 1 };
		await breathe();
	}
	return undefined;
}
