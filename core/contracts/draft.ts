import type { Outcome } from '../context';
import type { CrmRecord, DraftContractInput } from '../crm';
import type { CrmError, Problem } from '../errors';
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
import type { ObjectName } from '../schema/types';
import { findNamed } from './findNamed';
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
		const drafts = await draftEach(tx, session, batch, sources);
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
async function draftEach(tx: StoreTx, session: Session, batch: DraftBatch, sources: Sources): Promise<Draft[]> {
	const contract = session.objects.get('contract');
	const entered = batch.inputs.map(({ fields }, index) => ({ ...sources.fieldsOf(index), ...withoutBlanks(fields) }));
	const known = await Promise.all(
		ways.map(async ({ field, ...way }) => {
			const names = entered.map((fields) => fields[field]);
			return [field, await findNamed(tx, session, { of: contract, field, ...way }, names)] as const;
		}),
	);
	const drafts: Draft[] = [];
	for (const [index] of batch.inputs.entries()) {
		await breathe();
		if (!batch.isOpen(index)) continue;
		await batch.attempt(index, () => {
			const ids = Object.fromEntries(
				known.flatMap(([field, named]) => (entered[index][field] ? [[field, named.find(entered[index][field])]] : [])),
			);
			const { fields, problems } = parseFields(contract, { ...entered[index], ...ids }, { mode: 'create' });
			const all = [...problems, ...currencyProblems(fields.currency, sources.currencyOf(index))];
			if (all.length > 0) throw validationFailed(contract, all);
			drafts.push({ index, after: withAssignment(contract, undefined, newRecord(contract, fields)) });
		});
	}
	return drafts;
}

/** 100 yuan are not 100 dollars. */
const currencyProblems = (ours: unknown, theirs: string | undefined): Problem[] =>
	theirs === undefined || typeof ours !== 'string' || ours === theirs
		? []
		: [
				{
					field: 'currency',
					message: {
						en: `is ${ours}, and the prices of the opportunity are in ${theirs}: leave it empty, or enter products or an amount in ${ours}`,
						'zh-CN': `为 ${ours}，而商机的价格为 ${theirs}：请留空，或另行填写 ${ours} 的产品明细或金额`,
					},
				},
			];

/** A form of a salesperson has no ids. */
const ways: ReadonlyArray<{ field: string; object: ObjectName; by: readonly string[] }> = [
	{ field: 'customerId', object: 'customer', by: ['name'] },
	{ field: 'ownerId', object: 'user', by: ['email', 'name'] },
];

/** What a form leaves empty comes from the opportunity. */
const withoutBlanks = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
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
