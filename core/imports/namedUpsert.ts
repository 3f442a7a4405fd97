import type { Outcome } from '../context';
import type { Upserted, UpsertInput } from '../crm';
import { upsertRecords, type Session } from '../records';
import type { ObjectName } from '../schema/types';
import { batchOf, ImportLog } from './importLog';
import { checkName } from './importName';

/** Create or Update for rows that another node read, under the name of an import that they belong to. */
export async function namedUpsert(
	session: Session,
	given: string,
	object: ObjectName,
	inputs: readonly UpsertInput[],
): Promise<Array<Outcome<Upserted>>> {
	const name = checkName(given);
	const context = { ...session.context, batch: batchOf(name) };
	return await session.store.write(context, async (tx) => {
		const log = await ImportLog.begin(session, {
			name,
			object,
			file: null,
			fileHash: null,
			headings: null,
			mapping: null,
			emitEvents: true,
		});
		const outcomes = await upsertRecords({ ...session, context }, session.objects.get(object), inputs);
		const count = (fits: (value: Upserted) => boolean) => outcomes.filter((outcome) => outcome.ok && fits(outcome.value)).length;
		const [created, updated] = [count((value) => value.created), count((value) => value.changed)];
		const bad = outcomes.filter(({ ok }) => !ok).length;
		const counts = { rows: outcomes.length, created, updated, unchanged: outcomes.length - created - updated - bad, bad };
		await log.advance(tx, { counts, lastRow: 0, percent: 100, faults: [] });
		await log.finish(session);
		return outcomes;
	});
}
