import type { LoseInput, Sales } from '../crm';
import { upsertRecords, type RecordRules, type Session } from '../records';
import { findPrices, findRates } from './lookups';
import { moveOpportunities } from './moveOpportunities';
import { opportunityProductRule } from './opportunityProduct.rule';
import { opportunityRule } from './opportunity.rule';
import { pipelineRule } from './pipeline.rule';
import { priceBookRule, priceRule } from './prices.rule';
import { reviewOpportunities } from './review';

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
export const salesOf = (session: Session): Sales => ({
	definePipeline: (inputs) => definePipelines(session, inputs),
	moveStage: (inputs) => moveOpportunities(session, 'moveStage', inputs),
	win: (inputs) => moveOpportunities(session, 'win', inputs),
	lose: (inputs) =>
		moveOpportunities(
			session,
			'lose',
			inputs.map((input) => ({ id: input.id, item: input.item, version: input.version, fields: lossOf(input) })),
		),
	reopen: (inputs) => moveOpportunities(session, 'reopen', inputs),
	review: (query) => reviewOpportunities(session, query),
	findPrices: (inputs) => findPrices(session, inputs),
	findRates: (inputs) => findRates(session, inputs),
});
