import type { Text } from '../../core/text';
import type { Parameters } from '../shared/parameters';
import type { PropertySpec } from '../shared/property';
import { locatorFor } from '../shared/recordLocator';

const approvalLabel: Text = { en: 'Approval', 'zh-CN': '审批' };
const reasonLabel: Text = { en: 'Reason', 'zh-CN': '理由' };

/** Which approval: items of CRM Trigger have its id, and who submitted a record knows the record's. */
export const approvalProperty: PropertySpec = {
	displayName: approvalLabel,
	name: 'approvalId',
	type: 'string',
	required: true,
	default: '',
	placeholder: { en: 'e.g. {{ $json.record.approvalId }}', 'zh-CN': '例如 {{ $json.record.approvalId }}' },
	description: {
		en: 'ID of the approval, of one of its tasks, or of the record that waits for it',
		'zh-CN': '审批的 ID、审批任务的 ID，或等待审批的记录的 ID',
	},
};

export const readApproval = (parameter: Parameters): string => parameter.requiredText(approvalProperty.name, approvalLabel);

export const reasonProperty = (description: Text): PropertySpec => ({
	displayName: reasonLabel,
	name: 'reason',
	type: 'string',
	default: '',
	typeOptions: { rows: 3 },
	description,
});

export const readReason = (parameter: Parameters, path = 'reason'): string | undefined => parameter.text(path, reasonLabel);

interface Person {
	readonly name: string;
	readonly label: Text;
	readonly description: Text;
}

/** A user in a part of their own. */
export const userProperty = ({ name, label, description }: Person): PropertySpec => ({
	...locatorFor('user'),
	name,
	displayName: label,
	description,
});
