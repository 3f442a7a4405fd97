import type { ApprovalRequestInput, Requested } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';

const submitterLabel: Text = { en: 'Submitter', 'zh-CN': '提交人' };
const noteLabel: Text = { en: 'Note', 'zh-CN': '说明' };

const noteOption: PropertySpec = {
	displayName: noteLabel,
	name: 'note',
	type: 'string',
	default: '',
	typeOptions: { rows: 3 },
	description: { en: 'What the submitter says to the approvers', 'zh-CN': '提交人给审批人的说明' },
};

export const submitContract = defineAction<Omit<ApprovalRequestInput, 'item'>, Requested>({
	resource: 'contract',
	operation: 'submit',
	text: { en: ['Submit', 'Submit a contract for approval'], 'zh-CN': ['提交审批', '提交合同审批'] },
	description: {
		en: 'Ask for the approval that the policies demand; where none is for such a contract, the rule approves it at once',
		'zh-CN': '按审批策略提交审批；没有适用的策略时，合同由规则直接批准',
	},
	properties: [
		locatorFor('contract'),
		optionsProperty([dynamicOption({ name: 'submitterId', label: submitterLabel, method: 'users' }), noteOption, idempotencyOption]),
	],
	read: (parameter) => ({
		object: 'contract',
		id: readLocator(parameter, 'contract'),
		submitterId: parameter.text('options.submitterId', submitterLabel),
		note: parameter.text('options.note', noteLabel),
		idempotencyKey: readIdempotencyKey(parameter),
	}),
	run: async (crm, inputs) => await crm.approvals.request(inputs),
	emit: ({ record, outcome, approval, waitingFor, repeated }) => [{ json: { contract: record, outcome, approval, waitingFor, repeated } }],
});
