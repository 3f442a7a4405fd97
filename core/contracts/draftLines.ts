import type { CrmRecord, DraftContractInput } from '../crm';
import { CrmError, type Problem } from '../errors';
import type { Batch, Draft, Session } from '../records';
import { completeLines, sumOf } from '../sales';
import { amountProblems } from '../schema/amounts';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { Text } from '../text';
import { breathe, newRecord, type StoreTx } from '../store';
import { contractLines } from './contractLines';
import type { Sources } from './draftSources';
import { findNamed } from './findNamed';

/** The products of contracts that are being drafted, by the index of the contract's input. */
export type DraftedLines = ReadonlyMap<number, readonly CrmRecord[]>;

interface Given {
	readonly drafts: readonly Draft[];
	readonly sources: Sources;
}

/** A line, and where it comes from. */
interface LineDraft {
	readonly input: number;
	readonly place: number;
	readonly after: CrmRecord;
}

/**
 * The lines of drafted contracts, whose sums are put into the drafts; a bad line marks its contract, naming the line.
 * Nothing is written: the contracts are not there yet.
 */
export async function draftLines(
	tx: StoreTx,
	session: Session,
	batch: Batch<DraftContractInput, CrmRecord>,
	{ drafts, sources }: Given,
): Promise<DraftedLines> {
	const faults = new Map<number, Problem[]>();
	const blame = (input: number, place: number, problems: readonly Problem[]) => {
		const list = faults.get(input) ?? [];
		if (problems.length > 0) faults.set(input, list);
		for (const { field, message } of problems) list.push({ field: `lines[${place}].${field}`, place: placeOf(place, field), message });
	};
	const lines = await parseLines(tx, session, { drafts, sources }, blame);
	const parents = new Map(drafts.map(({ after }) => [after.id, after]));
	const asDrafts = lines.map(({ after }, index): Draft => ({ index, after }));
	const fail = (index: number, { problems, text, field = 'productId' }: CrmError) =>
		blame(lines[index].input, lines[index].place, problems.length > 0 ? problems : [{ field, message: text }]);
	await completeLines(tx, contractLines, { session, drafts: asDrafts, fail }, parents);
	for (const { input, place, after } of lines) {
		blame(input, place, amountProblems(contractLines.line, after));
		await breathe();
	}
	for (const [input, problems] of faults) batch.fail(input, validationFailed(contractLines.parent, firstOf(problems)));
	return await sumUp(
		batch,
		drafts,
		Map.groupBy(lines, ({ input }) => input),
	);
}

/** Products are counted from one, as people see them in the form. */
function placeOf(place: number, field: string): Text {
	const label = contractLines.line.byName.get(field)?.label ?? { en: field, 'zh-CN': field };
	return { en: `Product ${place + 1}: ${label.en}`, 'zh-CN': `第 ${place + 1} 个产品的${label['zh-CN']}` };
}

/** As many problems as somebody reads: a list of 5,000 bad lines has one cause. */
const mostProblems = 20;

function firstOf(problems: readonly Problem[]): readonly Problem[] {
	const more = problems.length - mostProblems;
	if (more <= 0) return problems;
	const message = { en: `have ${more} more problems like these`, 'zh-CN': `另有 ${more} 个类似问题` };
	return [...problems.slice(0, mostProblems), { field: 'lines', place: { en: 'Products', 'zh-CN': '产品明细' }, message }];
}

async function parseLines(
	tx: StoreTx,
	session: Session,
	{ drafts, sources }: Given,
	blame: (input: number, place: number, problems: readonly Problem[]) => void,
): Promise<LineDraft[]> {
	const line = session.objects.get('contractProduct');
	const given = drafts.flatMap(({ index, after }) =>
		sources.linesOf(index).map((fields, place) => ({ index, place, contract: after, fields })),
	);
	const names = given.map(({ fields }) => fields.productId);
	const products = await findNamed(tx, session, { of: line, field: 'productId', object: 'product', by: ['code', 'name'] }, names);
	const lines: LineDraft[] = [];
	for (const { index, place, contract, fields } of given) {
		await breathe();
		const [productId, unnamed] = named(() => products.find(fields.productId));
		const entered = { ...fields, productId: productId ?? null, contractId: contract.id };
		const { fields: parsed, problems } = parseFields(line, entered, { mode: 'create' });
		const all = unnamed.length > 0 ? [...unnamed, ...problems.filter(({ field }) => field !== 'productId')] : problems;
		blame(index, place, all);
		if (all.length === 0) lines.push({ input: index, place, after: newRecord(line, parsed) });
	}
	return lines;
}

/** What somebody is called by, or what is wrong with that. */
function named(find: () => string | undefined): [string | undefined, readonly Problem[]] {
	try {
		return [find(), []];
	} catch (error) {
		if (!(error instanceof CrmError)) throw error;
		return [undefined, error.problems];
	}
}

async function sumUp(
	batch: Batch<DraftContractInput, CrmRecord>,
	drafts: readonly Draft[],
	lines: ReadonlyMap<number, readonly LineDraft[]>,
): Promise<DraftedLines> {
	const drafted = new Map<number, readonly CrmRecord[]>();
	for (const { index, after } of drafts) {
		await breathe();
		const own = (lines.get(index) ?? []).map((line) => line.after);
		if (own.length === 0 || !batch.isOpen(index)) continue;
		drafted.set(index, own);
		await batch.attempt(index, () => void Object.assign(after, summedAs(after, own)));
	}
	return drafted;
}

/** What the products come to. @throws CrmError ValidationFailed where another amount was entered */
function summedAs(contract: CrmRecord, lines: readonly CrmRecord[]): Readonly<Record<string, unknown>> {
	const fields = sumOf(contractLines, contract, lines);
	if (contract.amount === null || contract.amount === fields.amount) return fields;
	const [entered, sum] = [String(contract.amount), String(fields.amount)];
	const message = {
		en: `is ${entered}, and the products come to ${sum}: leave it empty, or correct the products`,
		'zh-CN': `为 ${entered}，而产品明细合计为 ${sum}：请留空，或更正产品明细`,
	};
	throw validationFailed(contractLines.parent, [{ field: 'amount', message }]);
}
