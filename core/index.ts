import type { CallContext } from './context';
import type { Connection, Crm } from './crm';
import { recordsOf } from './records';
import { acquireStore } from './store';

export { closeStores } from './store';
export { objects } from './schema/objects';

/** One caller's view of the store at `connection`. Opens nothing until it is used; call `release` at the end. */
export async function openCrm(connection: Connection, context: CallContext): Promise<Crm> {
	const { store, release } = acquireStore(connection.path);
	const session = { store, context };
	return { context, records: recordsOf(session), release } as unknown as Crm;
}
