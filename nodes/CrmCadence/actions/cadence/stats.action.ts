import type { CadenceStats } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { cadenceProperty, readCadence } from '../../cadenceParameter';

export const cadenceStats = defineAction<{ cadence: string }, CadenceStats>({
	resource: 'cadence',
	operation: 'stats',
	text: { en: ['Get Statistics', 'Get the statistics of a cadence'], 'zh-CN': ['获取统计', '获取跟进节奏的统计'] },
	description: {
		en: 'How many people are in the cadence, how they left it, and how many came to each step and replied',
		'zh-CN': '跟进节奏中的人数、退出原因，以及每个步骤的到达人数和回复人数',
	},
	properties: [cadenceProperty],
	read: (parameter) => ({ cadence: readCadence(parameter) }),
	run: async (crm, inputs) => await crm.cadences.stats(inputs),
});
