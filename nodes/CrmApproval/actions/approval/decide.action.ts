import type { Decided, DecideInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { badParameter } from '../../../shared/errors';
import type { PropertySpec } from '../../../shared/property';
import { approvalProperty, readApproval, readReason, reasonProperty, userProperty } from '../../approvalFields';

const byLabel: Text = { en: 'Decided By', 'zh-CN': '审批人' };
const verdictLabel: Text = { en: 'Verdict', 'zh-CN': '结论' };

const byProperty = userProperty({
	name: 'byId',
	label: byLabel,
	description: { en: 'The user who decides: must be asked in the current step', 'zh-CN': '作出决定的用户，须为当前步骤的审批人' },
});

const verdictProperty: PropertySpec = {
	displayName: verdictLabel,
	name: 'verdict',
	type: 'options',
	default: 'approve',
	ordered: true,
	options: [
		{ name: { en: 'Approve', 'zh-CN': '同意' }, value: 'approve' },
		{ name: { en: 'Reject', 'zh-CN': '拒绝' }, value: 'reject' },
	],
};

export const decideApproval = defineAction<Omit<DecideInput, 'item'>, Decided>({
	resource: 'approval',
	operation: 'decide',
	text: { en: ['Decide', 'Decide an approval'], 'zh-CN': ['审批', '作出审批决定'] },
	description: {
		en: 'Approve or reject as one of the approvers. Next Step also gives what still waits for others of the same step: its outcome is "waiting".',
		'zh-CN': '以审批人身份同意或拒绝。“下一步”输出也包含同一步骤仍在等待他人的情况：其 outcome 为 waiting。',
	},
	properties: [approvalProperty, byProperty, verdictProperty, reasonProperty({ en: 'Needed to reject', 'zh-CN': '拒绝时必填' })],
	outputs: [
		{ name: 'approved', text: { en: 'Approved', 'zh-CN': '已通过' } },
		{ name: 'rejected', text: { en: 'Rejected', 'zh-CN': '已拒绝' } },
		{ name: 'nextStep', text: { en: 'Next Step', 'zh-CN': '下一步' } },
	],
	// What failed is neither approved nor rejected.
	errorOutput: 'nextStep',
	read: (parameter) => {
		const verdict = parameter.requiredText('verdict', verdictLabel);
		if (verdict !== 'approve' && verdict !== 'reject')
			throw badParameter(verdictLabel, 'verdict', { en: 'must be approve or reject', 'zh-CN': '应为 approve（同意）或 reject（拒绝）' });
		return { approvalId: readApproval(parameter), byId: parameter.locator('byId', byLabel), verdict, reason: readReason(parameter) };
	},
	run: async (crm, inputs) => await crm.approvals.decide(inputs),
	emit: (decided) => [{ json: { ...decided }, output: decided.outcome === 'waiting' ? 'nextStep' : decided.outcome }],
});
