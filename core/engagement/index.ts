import type { Engagement } from '../crm';
import type { Session } from '../records';
import { logActivities } from './logActivity';

/** The operations on follow-ups, for one caller. */
export const engagementOf = (session: Session): Engagement => ({ log: (inputs) => logActivities(session, inputs) });
