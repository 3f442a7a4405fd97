import { defineAction } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { stageLabel, stageOption } from '../../stages';

const { required: _required, ...stage } = stageOption;

export const reopenOpportunity = defineAction<{ id: string; stage?: string; version?: number }>({
	resource: 'opportunity',
	operation: 'reopen',
	text: { en: ['Reopen', 'Reopen an opportunity'], 'zh-CN': ['重新打开', '重新打开商机'] },
	description: {
		en: 'Take a won or lost opportunity up again, in its first stage unless another one is chosen',
		'zh-CN': '重新跟进已赢单或输单的商机；未选择阶段时回到第一个阶段',
	},
	properties: [locatorFor('opportunity'), optionsProperty([stage, versionOption])],
	read: (parameter) => ({
		id: readLocator(parameter, 'opportunity'),
		stage: parameter.text('options.stage', stageLabel),
		version: readVersion(parameter),
	}),
	run: async (crm, inputs) => await crm.sales.reopen(inputs),
});
