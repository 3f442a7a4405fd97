import type { CallContext } from './context';
import type { Connection, Crm } from './crm';
import { engagementOf } from './engagement';
import { leadsOf } from './leads';
import { ownershipOf } from './ownership';
import { recordsOf } from './records';
import { salesRules } from './sales';
import { acquireStore } from './store';
import { systemOf } from './system';
import { subscriptionsOf } from './triggers';

export { breathe, closeStores } from './store';
export { objects } from './schema/objects';

/** One caller's view of the store at `connection`. Opens nothing until it is used; call `release` at the end. */
export function openCrm(connection: Connection, context: CallContext): Crm {
	if (connection.kind === 'postgres') throw new Error('PostgreSQL is not there yet');
	const { store, release } = acquireStore(connection.path);
	const session = { store, context, rules: salesRules };
	return {
		context,
		records: recordsOf(session),
		leads: leadsOf(session),
		engagement: engagementOf(session),
		ownership: ownershipOf(session),
		system: systemOf(session),
		subscriptions: subscriptionsOf(session),
		release,
	};
}
