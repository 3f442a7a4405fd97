import type { Text } from '../../../../core/text';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';

const label: Text = { en: 'Cadence Member ID', 'zh-CN': '节奏成员 ID' };

/** Somebody in a cadence. */
export const enrolmentProperty: PropertySpec = {
	displayName: label,
	name: 'enrolmentId',
	type: 'string',
	required: true,
	default: '',
	placeholder: { en: 'e.g. {{ $json.payload.enrolmentId }}', 'zh-CN': '例如 {{ $json.payload.enrolmentId }}' },
	description: {
		en: 'The enrolmentId in the payload of a step that CRM Trigger gave, or the ID of an item of Enroll',
		'zh-CN': 'CRM Trigger 输出的步骤中 payload 的 enrolmentId，或“加入节奏”输出的 ID',
	},
};

export const readEnrolment = (parameter: Parameters): string => parameter.requiredText('enrolmentId', label);
