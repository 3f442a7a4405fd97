import type { CaptureResult, CrmRecord } from '../crm';
import type { UserRecord } from '../schema/generated/records';
import { breathe, recordsById } from '../store';
import type { Done, Kept, Run } from './captureRun';

/** An input and the lead that is its answer. */
export interface Told {
	readonly index: number;
	readonly kept: Kept;
	readonly record: CrmRecord;
}

/** Decides the inputs whose leads are written. */
export async function answer(run: Run, done: readonly Done[]): Promise<void> {
	const ids = done.flatMap(({ kept }) => kept.duplicateOf ?? []);
	const originals = await recordsById(run.tx, run.session.objects.get('lead'), { ids, scope: run.session.context.scope });
	const told = done.map(({ index, kept, working }) => ({ index, kept, record: working.now }));
	await tell(run, told, { originals, repeated: false });
}

/** Decides inputs by leads that are known. */
export async function tell(
	{ tx, session, batch, options, captured }: Run,
	told: readonly Told[],
	{ originals, repeated }: { originals: ReadonlyMap<string, CrmRecord>; repeated: boolean },
): Promise<void> {
	const ownerIds = told.flatMap(({ record }) => (typeof record.ownerId === 'string' ? [record.ownerId] : []));
	const owners = await recordsById(tx, session.objects.get('user'), { ids: ownerIds, scope: { kind: 'all' } });
	for (const { index, kept, record } of told) {
		const result = resultOf({
			kept,
			record,
			owners,
			ignored: captured[index].ignored,
			duplicateOf: originals.get(kept.duplicateOf ?? ''),
			publicAnswer: options.publicAnswer,
			repeated,
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
function resultOf({ kept, record, owners, duplicateOf, ignored, publicAnswer, repeated }: Answered): CaptureResult {
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
