import type { Outcome } from '../context';
import type { CrmRecord, IdInput } from '../crm';
import { attempt, CrmError, type Problem } from '../errors';
import { Batch, notFound, versionConflict, type Session } from '../records';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { breathe, changedRecord, recordsById, writeChanges, type Change } from '../store';
import { pipelinesOf } from './pipelines';
import { stageStep, type Verb } from './stageStep';

interface MoveInput extends IdInput {
	readonly stage?: string;
	readonly version?: number;
	/** What is stored with the step: the reason of a loss. */
	readonly fields?: Readonly<Record<string, unknown>>;
}

/** Moves opportunities along their pipelines, all in one transaction; a step that is not allowed names the field or the rule. */
export async function moveOpportunities(session: Session, verb: Verb, inputs: readonly MoveInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const batch = new Batch<MoveInput, CrmRecord>(inputs);
	const opportunity = session.objects.get('opportunity');
	const parsed = await parseEach(opportunity, verb, batch);
	return await session.store.write(session.context, async (tx) => {
		const { scope, partial } = session.context;
		const records = await recordsById(tx, opportunity, { ids: inputs.map(({ id }) => id), scope, lock: 'change' });
		const pipelines = await pipelinesOf(tx, records.values());
		const changes: Change[] = [];
		for (const [index, { id, stage, version, item }] of inputs.entries()) {
			await breathe();
			if (!batch.isOpen(index)) continue;
			const before = records.get(id);
			const error = unfit(opportunity, { id, version }, before);
			const step =
				error ??
				attempt(() =>
					stageStep({ ...(before as CrmRecord), ...parsed[index] }, pipelines.of(before as CrmRecord), { opportunity, verb, stage }),
				);
			if (step instanceof CrmError) batch.fail(index, step);
			else {
				const after = changedRecord(before as CrmRecord, { ...parsed[index], ...step.fields });
				records.set(id, after);
				if (after !== before) changes.push({ object: opportunity, before, after, item, emits: step.emits });
			}
		}
		batch.settle(partial);
		await writeChanges(tx, changes);
		for (const [index, { id }] of inputs.entries()) if (batch.isOpen(index)) batch.done(index, records.get(id) as CrmRecord);
		return batch.outcomes();
	});
}

function unfit(opportunity: CrmObject, { id, version }: Pick<MoveInput, 'id' | 'version'>, record?: CrmRecord): CrmError | undefined {
	if (!record || record.deletedAt !== null) return notFound(opportunity, id, record !== undefined);
	return version !== undefined && version !== record.version ? versionConflict(opportunity, record.version) : undefined;
}

const ofLoss = new Set(['lossReason', 'lossDetail']);

/** Checks what is stored with the steps before anything is read; a loss without a reason teaches nobody. */
async function parseEach(opportunity: CrmObject, verb: Verb, batch: Batch<MoveInput, CrmRecord>): Promise<Array<Record<string, unknown>>> {
	const parsed: Array<Record<string, unknown>> = [];
	for (const [index, { fields = {} }] of batch.inputs.entries()) {
		const read = parseFields(opportunity, fields, { mode: 'update', allowReadOnly: ofLoss });
		const problems: Problem[] = [...read.problems];
		if (verb === 'lose' && read.fields.lossReason == null && problems.length === 0)
			problems.push({ field: 'lossReason', message: { en: 'is required', 'zh-CN': '为必填项' } });
		if (problems.length > 0) batch.fail(index, validationFailed(opportunity, problems));
		parsed.push(read.fields);
		await breathe();
	}
	return parsed;
}
