import { withCustomFields, withoutCustomFields } from './calls';
import type { CallContext } from './context';
import type { Connection, Crm } from './crm';
import { engagementOf } from './engagement';
import { fieldsOf } from './fields';
import { importsOf } from './imports';
import { leadsOf } from './leads';
import { ownershipOf } from './ownership';
import { recordsOf } from './records';
import { salesOf, salesRules } from './sales';
import { acquireStore } from './store';
import { systemOf } from './system';
import { subscriptionsOf } from './triggers';

export { breathe, closeStores } from './store';
export { objects } from './schema/objects';

/** One caller's view of the store at `connection`. Opens nothing until it is used; call `release` at the end. */
export function openCrm(connection: Connection, context: CallContext): Crm {
	const { store, release } = acquireStore(connection);
	const caller = { store, context, rules: salesRules };
	return {
		context,
		objects: () => store.catalogue.current(),
		records: withCustomFields(caller, recordsOf),
		fields: withCustomFields(caller, fieldsOf),
		leads: withCustomFields(caller, leadsOf),
		sales: withCustomFields(caller, salesOf),
		engagement: withCustomFields(caller, engagementOf),
		ownership: withCustomFields(caller, ownershipOf),
		imports: withCustomFields(caller, importsOf),
		system: systemOf(withoutCustomFields(caller)),
		subscriptions: subscriptionsOf(withoutCustomFields(caller)),
		release,
	};
}
