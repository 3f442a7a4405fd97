import type { Outcome } from '../context';
import type { CrmRecord, IdInput, Page, Query } from '../crm';
import type { CrmObject } from '../schema/types';
import { countRecords, listRecords, recordsById } from '../store';
import { Batch } from './batch';
import { notFound } from './faults';
import type { Session } from './session';

export async function getRecords(session: Session, object: CrmObject, inputs: readonly IdInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<IdInput, CrmRecord>(inputs);
	const found = await recordsById(session.store.read, object, { ids: inputs.map((input) => input.id), scope: session.context.scope });
	for (const [index, input] of inputs.entries()) {
		const record = found.get(input.id);
		if (record && record.deletedAt === null) batch.done(index, record);
		else batch.fail(index, notFound(object, input.id, record !== undefined));
	}
	batch.settle(session.context.partial);
	return batch.outcomes();
}

const callerOf = ({ context: { scope, timeZone } }: Session) => ({ scope, timeZone });

export const listPage = (session: Session, object: CrmObject, query: Query): Promise<Page> =>
	listRecords(session.store.read, object, { ...query, ...callerOf(session) });

export const countMatching = (session: Session, object: CrmObject, query: Pick<Query, 'filter' | 'deleted' | 'search'>): Promise<number> =>
	countRecords(session.store.read, object, { ...query, ...callerOf(session) });
