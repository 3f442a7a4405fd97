import type { RecordRules } from '../records';
import { opportunityProductRule } from './opportunityProduct.rule';
import { opportunityRule } from './opportunity.rule';
import { priceBookRule, priceRule } from './prices.rule';

/** What selling has to say about its records, whichever operation writes them. */
export const salesRules: RecordRules = {
	opportunity: opportunityRule,
	opportunityProduct: opportunityProductRule,
	price: priceRule,
	priceBook: priceBookRule,
};
