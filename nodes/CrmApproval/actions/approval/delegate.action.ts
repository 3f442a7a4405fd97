import type { DelegateInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import { approvalProperty, readApproval, readReason, reasonProperty, userProperty } from '../../approvalFields';

const approverLabel: Text = { en: 'Approver', 'zh-CN': '审批人' };
const toLabel: Text = { en: 'Delegate To', 'zh-CN': '转审给' };
const byLabel: Text = { en: 'Delegated By', 'zh-CN': '转审操作人' };

export const delegateApproval = defineAction<Omit<DelegateInput, 'item'>>({
	resource: 'approval',
	operation: 'delegate',
	text: { en: ['Delegate', 'Delegate an approval'], 'zh-CN': ['转审', '将审批转交他人'] },
	description: {
		en: 'Pass the task of an approver on to another user, who is told and decides in their place; their manager may do so as well, and anybody for who has left',
		'zh-CN': '将审批人的任务转交给其他用户代为审批；其上级也可转交，审批人离职时任何人都可转交',
	},
	properties: [
		approvalProperty,
		userProperty({
			name: 'approverId',
			label: approverLabel,
			description: { en: 'The user who is asked now', 'zh-CN': '当前的审批人' },
		}),
		userProperty({ name: 'toId', label: toLabel, description: { en: 'The user who is to decide', 'zh-CN': '由其审批的用户' } }),
		optionsProperty([
			dynamicOption({ name: 'byId', label: byLabel, method: 'users' }),
			reasonProperty({ en: 'Kept with the approval', 'zh-CN': '保存在审批记录中' }),
		]),
	],
	read: (parameter) => ({
		approvalId: readApproval(parameter),
		approverId: parameter.locator('approverId', approverLabel),
		toId: parameter.locator('toId', toLabel),
		byId: parameter.text('options.byId', byLabel),
		reason: readReason(parameter, 'options.reason'),
	}),
	run: async (crm, inputs) => await crm.approvals.delegate(inputs),
});
