import type { Ownership } from '../crm';
import { withIds, type Session } from '../records';
import { assignRecords } from './assign';

/** The operations on who owns a record, for one caller. */
export const ownershipOf = (session: Session): Ownership => ({
	assign: async (inputs) => await assignRecords(session, await withIds(session, inputs, ({ object }) => [{ name: 'id', object }])),
});
