import type { RecallInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import { approvalProperty, readApproval, readReason, reasonProperty } from '../../approvalFields';

const byLabel: Text = { en: 'Recalled By', 'zh-CN': '撤回人' };

export const recallApproval = defineAction<Omit<RecallInput, 'item'>>({
	resource: 'approval',
	operation: 'recall',
	text: { en: ['Recall', 'Recall an approval'], 'zh-CN': ['撤回', '撤回审批'] },
	description: {
		en: 'Take a request back before it is decided: as its submitter, or as the workflow when nobody is named',
		'zh-CN': '在审批完成前撤回：由提交人撤回；未指定撤回人时由工作流撤回',
	},
	properties: [
		approvalProperty,
		optionsProperty([
			dynamicOption({ name: 'byId', label: byLabel, method: 'users' }),
			reasonProperty({ en: 'Kept with the approval', 'zh-CN': '保存在审批记录中' }),
		]),
	],
	read: (parameter) => ({
		approvalId: readApproval(parameter),
		byId: parameter.text('options.byId', byLabel),
		reason: readReason(parameter, 'options.reason'),
	}),
	run: async (crm, inputs) => await crm.approvals.recall(inputs),
});
