import type { StageInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { stageLabel, stageOption } from '../../stages';

export const moveStage = defineAction<Omit<StageInput, 'item'>>({
	resource: 'opportunity',
	operation: 'moveStage',
	text: { en: ['Move Stage', 'Move an opportunity to a stage'], 'zh-CN': ['推进阶段', '推进商机阶段'] },
	description: {
		en: 'Move an opportunity to another stage; refused, with the field or the rule, while the stage demands more',
		'zh-CN': '将商机移到其他阶段；未满足阶段要求时会拒绝，并指出字段或规则',
	},
	properties: [locatorFor('opportunity'), stageOption, optionsProperty([versionOption])],
	read: (parameter) => ({
		id: readLocator(parameter, 'opportunity'),
		stage: parameter.requiredText('stage', stageLabel),
		version: readVersion(parameter),
	}),
	run: async (crm, inputs) => await crm.sales.moveStage(inputs),
});
