import type { Engagement } from '../crm';
import { recordPlaces, withIds, type Session } from '../records';
import { logActivities } from './logActivity';

/** The operations on follow-ups, for one caller. */
export const engagementOf = (session: Session): Engagement => ({
	log: async (inputs) => await logActivities(session, await withIds(session, inputs, recordPlaces(session.objects.get('activity')))),
});
