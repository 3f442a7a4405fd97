import type { CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import type { Problem } from '../errors';
import type { Draft, RecordRule } from '../records';
import { breathe, recordsById } from '../store';
import { withLines } from './linesOf';
import { opportunityLines } from './opportunityProduct.rule';
import { enter, firstOf, pipelinesOf, type Pipelines } from './pipelines';

const opportunity = objects.get('opportunity');
const everything = { kind: 'all' } as const;

const changed = ({ before, after }: Draft, ...fields: readonly string[]) =>
	before !== undefined && fields.some((field) => before[field] !== after[field]);

/** A new opportunity stands in the first stage of its pipeline; its money is that of its price book and its products. */
export const opportunityRule: RecordRule = {
	async complete(tx, { drafts, fail }) {
		const pipelines = await pipelinesOf(
			tx,
			drafts.map(({ after }) => after),
		);
		const books = await recordsById(tx, objects.get('priceBook'), {
			ids: drafts.flatMap(({ after }) => (typeof after.priceBookId === 'string' ? [after.priceBookId] : [])),
			scope: everything,
		});
		const summed = await withLines(
			tx,
			opportunityLines,
			drafts.filter((draft) => changed(draft, 'amount', 'currency')).map(({ after }) => after.id),
		);
		for (const draft of drafts) {
			const problems = [...moneyProblems(draft, books, summed), ...startProblems(draft, pipelines)];
			if (problems.length > 0) fail(draft.index, validationFailed(opportunity, problems));
			await breathe();
		}
	},
};

/** Puts an opportunity that has no stage in the pipeline yet, or another pipeline now, at its beginning. */
function startProblems(draft: Draft, pipelines: Pipelines): Problem[] {
	const { before, after } = draft;
	if (before && !changed(draft, 'pipelineId')) return [];
	if (after.status !== 'open')
		return [{ field: 'pipelineId', message: { en: 'can be changed only while it is open', 'zh-CN': '仅进行中的商机可以修改' } }];
	const pipeline = pipelines.of(after);
	const stage = pipeline && firstOf(pipeline, 'open');
	// Before a pipeline is defined, opportunities have no stage; the first move brings them into one.
	if (pipeline && stage) Object.assign(after, { pipelineId: pipeline.id, ...enter(stage) });
	return [];
}

function moneyProblems(draft: Draft, books: ReadonlyMap<string, CrmRecord>, summed: ReadonlySet<string>): Problem[] {
	const { after } = draft;
	const problems: Problem[] = [];
	if (summed.has(after.id)) {
		const message = { en: 'follows from the products of the opportunity', 'zh-CN': '由商机产品决定，不能修改' };
		for (const field of ['amount', 'currency']) if (changed(draft, field)) problems.push({ field, message });
	}
	const book = books.get(String(after.priceBookId));
	if (book && book.currency !== after.currency) {
		const [theirs, ours] = [String(book.currency), String(after.currency)];
		const message = { en: `is in ${theirs}, and the opportunity in ${ours}`, 'zh-CN': `币种为 ${theirs}，而商机为 ${ours}` };
		problems.push({ field: 'priceBookId', message });
	}
	return problems;
}
