import type { Enrolled, EnrollMatchingInput } from '../cadenceTypes';
import type { Outcome } from '../context';
import { CrmError } from '../errors';
import { Batch, type Session } from '../records';
import { listRecords } from '../store';
import { enrollPeople } from './enroll';
import { noCadence } from './faults';
import { cadenceNamed } from './world';

/** People who enter by one call unless it says otherwise. */
const usualLimit = 10_000;

/** Has everybody enter who matches; nobody where one of them cannot. */
export async function enrollMatching(
	session: Session,
	inputs: readonly EnrollMatchingInput[],
): Promise<Array<Outcome<readonly Enrolled[]>>> {
	const batch = new Batch<EnrollMatchingInput, readonly Enrolled[]>(inputs);
	for (const [index, input] of inputs.entries()) {
		try {
			batch.done(index, await enrollOne(session, input));
		} catch (error) {
			if (!(error instanceof CrmError)) throw error;
			batch.fail(index, error);
			batch.settle(session.context.partial);
		}
	}
	return batch.outcomes();
}

async function enrollOne(session: Session, input: EnrollMatchingInput): Promise<readonly Enrolled[]> {
	const cadence = await cadenceNamed(session.store.read, input.cadence);
	if (!cadence) throw noCadence(input.cadence);
	const object = cadence.audience ?? 'lead';
	const ids = await idsMatching(session, object, input);
	const people = ids.map((id) => ({ item: input.item, cadence: cadence.id, object, id }));
	const outcomes = await enrollPeople({ ...session, context: { ...session.context, partial: false } }, people);
	return outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
}

async function idsMatching(
	session: Session,
	object: 'lead' | 'contact',
	{ filter, search, limit = usualLimit }: EnrollMatchingInput,
): Promise<string[]> {
	const ids: string[] = [];
	const { scope, timeZone } = session.context;
	for (let cursor: string | undefined; ;) {
		const query = { limit: Math.min(500, limit - ids.length), filter, search, cursor, scope, timeZone };
		const page = await listRecords(session.store.read, session.objects.get(object), query);
		ids.push(...page.records.map(({ id }) => id));
		cursor = page.nextCursor;
		if (cursor === undefined || ids.length >= limit) return ids;
	}
}
