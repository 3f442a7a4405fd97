import type { LoseInput, Sales } from '../crm';
import { recordPlaces, upsertRecords, withIds, type RecordRules, type Session } from '../records';
import { findPrices, findRates } from './lookups';
import { moveOpportunities } from './moveOpportunities';
import { opportunityProductRule } from './opportunityProduct.rule';
import { opportunityRule } from './opportunity.rule';
import { pipelineRule } from './pipeline.rule';
import { priceBookRule, priceRule } from './prices.rule';
import { reviewOpportunities } from './review';

export { linesOf, withLines } from './linesOf';
export { opportunityLines } from './opportunityProduct.rule';
export { completeLines, productLineRule, sumOf, type LineKind } from './productLines';

/** What selling has to say about its records, whichever operation writes them. */
export const salesRules: RecordRules = {
	opportunity: opportunityRule,
	opportunityProduct: opportunityProductRule,
	pipeline: pipelineRule,
	price: priceRule,
	priceBook: priceBookRule,
};

const lossOf = ({ reason, detail, competitor }: LoseInput): Record<string, unknown> => ({
	lossReason: reason,
	...(detail === undefined ? {} : { lossDetail: detail }),
	...(competitor === undefined ? {} : { competitor }),
});

const definePipelines = async (session: Session, inputs: Parameters<Sales['definePipeline']>[0]) => {
	const upserts = inputs.map((input) => ({ ...input, matchOn: ['name'] }));
	const outcomes = await upsertRecords(session, session.objects.get('pipeline'), upserts);
	return outcomes.map((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value.record } : outcome));
};

/** The operations on opportunities and prices, for one caller. */
export const salesOf = (session: Session): Sales => {
	const known = <I extends object>(inputs: readonly I[]) => withIds(session, inputs, recordPlaces(session.objects.get('opportunity')));
	return {
		definePipeline: (inputs) => definePipelines(session, inputs),
		moveStage: async (inputs) => await moveOpportunities(session, 'moveStage', await known(inputs)),
		win: async (inputs) => await moveOpportunities(session, 'win', await known(inputs)),
		lose: async (inputs) => {
			const losses = await known(inputs);
			return await moveOpportunities(
				session,
				'lose',
				losses.map((input) => ({ id: input.id, item: input.item, version: input.version, fields: lossOf(input) })),
			);
		},
		reopen: async (inputs) => await moveOpportunities(session, 'reopen', await known(inputs)),
		review: (query) => reviewOpportunities(session, query),
		findPrices: (inputs) => findPrices(session, inputs),
		findRates: (inputs) => findRates(session, inputs),
	};
};
