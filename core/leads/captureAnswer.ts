import type { CaptureResult, CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import type { UserRecord } from '../schema/generated/records';
import { breathe, recordsById, type Sql } from '../store';
import type { Done, Kept, Run } from './captureRun';

const lead = objects.get('lead');
const user = objects.get('user');

/** The owners of leads, by id. */
export async function ownersOf(sql: Sql, leads: readonly CrmRecord[]): Promise<Map<string, CrmRecord>> {
	const ids = leads.flatMap((record) => (typeof record.ownerId === 'string' ? [record.ownerId] : []));
	return await recordsById(sql, user, { ids, scope: { kind: 'all' } });
}

/** Decides the inputs whose leads are written. */
export async function answer({ tx, batch, options, captured, session }: Run, done: readonly Done[]): Promise<void> {
	const owners = await ownersOf(
		tx,
		done.map(({ working }) => working.now),
	);
	const originals = await recordsById(tx, lead, { ids: done.flatMap(({ kept }) => kept.duplicateOf ?? []), scope: session.context.scope });
	for (const { index, working, kept } of done) {
		const result = resultOf({
			kept,
			record: working.now,
			owners,
			ignored: captured[index].ignored,
			duplicateOf: originals.get(kept.duplicateOf ?? ''),
			publicAnswer: options.publicAnswer,
			repeated: false,
		});
		batch.done(index, result);
		await breathe();
	}
}

interface Answered {
	readonly kept: Kept;
	readonly record: CrmRecord;
	readonly owners: ReadonlyMap<string, CrmRecord>;
	readonly duplicateOf?: CrmRecord;
	readonly ignored: readonly string[];
	readonly publicAnswer?: boolean;
	readonly repeated: boolean;
}

/** What a caller is told of a capture, now or when it is repeated. */
export function resultOf({ kept, record, owners, duplicateOf, ignored, publicAnswer, repeated }: Answered): CaptureResult {
	const owner = owners.get(String(record.ownerId)) ?? null;
	const told = {
		outcome: kept.output === 'matched' ? 'matched' : 'created',
		number: record.number,
		leadId: record.id,
		owner: (owner as UserRecord | null)?.name ?? null,
		ignored,
	};
	return {
		output: kept.output,
		answer: { status: 200, body: publicAnswer ? { received: true } : told },
		lead: record,
		owner,
		possibleDuplicateOf: duplicateOf,
		alsoMatched: kept.alsoMatched ?? [],
		touchpointId: kept.touchpointId,
		scoreParts: (record.scoreParts as CaptureResult['scoreParts']) ?? [],
		ignored,
		repeated,
	};
}
