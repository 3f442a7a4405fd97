import type { ApprovalRequestInput, Requested } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import { readRecord, recordProperties } from '../../approvable';

const submitterLabel: Text = { en: 'Submitter', 'zh-CN': '提交人' };
const noteLabel: Text = { en: 'Note', 'zh-CN': '说明' };

export const requestApproval = defineAction<Omit<ApprovalRequestInput, 'item'>, Requested>({
	resource: 'approval',
	operation: 'request',
	text: { en: ['Request', 'Request an approval'], 'zh-CN': ['发起', '发起审批'] },
	description: {
		en: 'Submit a record to the approvers that the policies name; its owner submits it unless another user is chosen',
		'zh-CN': '按审批策略将记录提交给审批人；未指定提交人时以记录负责人为提交人',
	},
	properties: [
		...recordProperties,
		optionsProperty([
			dynamicOption({ name: 'submitterId', label: submitterLabel, method: 'users' }),
			{
				displayName: noteLabel,
				name: 'note',
				type: 'string',
				default: '',
				typeOptions: { rows: 3 },
				description: { en: 'What the submitter says to the approvers', 'zh-CN': '提交人给审批人的说明' },
			},
			idempotencyOption,
		]),
	],
	outputs: [
		{ name: 'waiting', text: { en: 'Waiting', 'zh-CN': '等待审批' } },
		{ name: 'notNeeded', text: { en: 'Not Needed', 'zh-CN': '无需审批' } },
	],
	read: (parameter) => ({
		...readRecord(parameter),
		submitterId: parameter.text('options.submitterId', submitterLabel),
		note: parameter.text('options.note', noteLabel),
		idempotencyKey: readIdempotencyKey(parameter),
	}),
	run: async (crm, inputs) => await crm.approvals.request(inputs),
	emit: (requested) => [{ json: { ...requested }, output: requested.outcome }],
});
