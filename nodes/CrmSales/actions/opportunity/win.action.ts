import { defineAction } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { locatorFor, readLocator } from '../../../shared/recordLocator';

export const winOpportunity = defineAction<{ id: string; version?: number }>({
	resource: 'opportunity',
	operation: 'win',
	text: { en: ['Win', 'Win an opportunity'], 'zh-CN': ['赢单', '将商机标记为赢单'] },
	properties: [locatorFor('opportunity'), optionsProperty([versionOption])],
	read: (parameter) => ({ id: readLocator(parameter, 'opportunity'), version: readVersion(parameter) }),
	run: async (crm, inputs) => await crm.sales.win(inputs),
});
