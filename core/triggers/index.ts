import type { Subscriptions } from '../crm';
import type { Session } from '../records';
import { latestEvent } from './sample';
import { openSubscription } from './subscription';

export { reviveDeliveries } from './deliveries';
export { fieldChanged, lifecycleEvents, recordEvents } from './eventNames';

/** Events as they happen, for one caller. */
export const subscriptionsOf = (session: Session): Subscriptions => ({
	open: (spec, handlers) => openSubscription(session, spec, handlers),
	sample: (id, filter) => latestEvent(session.store, id, filter),
});
