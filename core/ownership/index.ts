import type { Ownership } from '../crm';
import type { Session } from '../records';
import { assignRecords } from './assign';

/** The operations on who owns a record, for one caller. */
export const ownershipOf = (session: Session): Ownership => ({ assign: (inputs) => assignRecords(session, inputs) });
