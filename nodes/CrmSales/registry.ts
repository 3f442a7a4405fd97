import { objects } from '../../core';
import type { Registry } from '../shared/registry';
import { findRate } from './actions/exchangeRate/find.action';
import { loseOpportunity } from './actions/opportunity/lose.action';
import { moveStage } from './actions/opportunity/moveStage.action';
import { reopenOpportunity } from './actions/opportunity/reopen.action';
import { reviewOpportunities } from './actions/opportunity/review.action';
import { winOpportunity } from './actions/opportunity/win.action';
import { definePipeline } from './actions/pipeline/define.action';
import { findPrice } from './actions/price/find.action';

/** What the CRM Sales node can do. */
export const salesRegistry: Registry = {
	resources: (['opportunity', 'pipeline', 'price', 'exchangeRate'] as const).map((name) => ({ name, text: objects.get(name).label })),
	actions: [moveStage, winOpportunity, loseOpportunity, reopenOpportunity, reviewOpportunities, definePipeline, findPrice, findRate],
};
