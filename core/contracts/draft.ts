import type { Outcome } from '../context';
import type { CrmRecord, DraftContractInput } from '../crm';
import type { CrmError } from '../errors';
import {
	answerRepeated,
	assignedName,
	Batch,
	fieldsPlace,
	judgeDrafts,
	keepFirst,
	repeatsWithin,
	withAssignment,
	withIds,
	type Draft,
	type Session,
} from '../records';
import { parseFields, validationFailed } from '../schema/parseFields';
import { breathe, newRecord, writeChanges, type Change, type StoreTx } from '../store';
import { draftLines, type DraftedLines } from './draftLines';
import { readSources, type Sources } from './draftSources';

type DraftBatch = Batch<DraftContractInput, CrmRecord>;

/** Makes contracts with their products in one transaction; numbers are given last, so that a contract which fails takes none. */
export async function draftContracts(session: Session, given: readonly DraftContractInput[]): Promise<Array<Outcome<CrmRecord>>> {
	const contract = session.objects.get('contract');
	const inputs = await withIds(session, given, [{ name: 'opportunityId', object: 'opportunity' }, fieldsPlace('fields', contract)]);
	const batch: DraftBatch = new Batch(inputs);
	const call = { session, object: contract, operation: 'contract.draft', batch };
	return await session.store.write(session.context, async (tx) => {
		await answerRepeated(tx, call, (record) => record);
		const repeats = repeatsWithin(batch);
		for (const index of repeats.keys()) batch.reserve(index);
		const fail = (index: number, error: CrmError) => batch.fail(index, error);
		const sources = await readSources(tx, session, batch);
		const drafts = await draftEach(session, batch, sources);
		await judgeDrafts(tx, contract, drafts, { session, fail });
		const good = () => drafts.filter(({ index }) => batch.isOpen(index));
		const lines = await draftLines(tx, session, batch, { drafts: good(), sources });
		batch.settle(session.context.partial);
		await writeAll(tx, session, { drafts: good(), lines, inputs });
		await keepFirst(tx, call, good());
		for (const { index, after } of good()) batch.done(index, after);
		for (const [index, first] of repeats) batch.copy(index, first);
		return batch.outcomes();
	});
}

/** The contracts without their products: what was given, and what the opportunity says beside that. */
async function draftEach(session: Session, batch: DraftBatch, sources: Sources): Promise<Draft[]> {
	const contract = session.objects.get('contract');
	const drafts: Draft[] = [];
	for (const [index, input] of batch.inputs.entries()) {
		await breathe();
		if (!batch.isOpen(index)) continue;
		const { fields, problems } = parseFields(contract, { ...sources.fieldsOf(index), ...withoutBlanks(input.fields) }, { mode: 'create' });
		if (problems.length > 0) batch.fail(index, validationFailed(contract, problems));
		else drafts.push({ index, after: withAssignment(contract, undefined, newRecord(contract, fields)) });
	}
	return drafts;
}

/** What a form leaves empty comes from the opportunity. */
const withoutBlanks = (fields: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''));

interface Written {
	readonly drafts: readonly Draft[];
	readonly lines: DraftedLines;
	readonly inputs: readonly DraftContractInput[];
}

async function writeAll(tx: StoreTx, session: Session, { drafts, lines, inputs }: Written): Promise<void> {
	const contract = session.objects.get('contract');
	const line = session.objects.get('contractProduct');
	const changes = drafts.flatMap(({ index, after }): Change[] => {
		const { item } = inputs[index];
		const emits = ['contract.drafted', ...assignedName(contract, undefined, after)];
		return [{ object: contract, after, item, emits }, ...(lines.get(index) ?? []).map((own) => ({ object: line, after: own, item }))];
	});
	await writeChanges(tx, changes);
}
