import type { Text } from '../../core/text';
import { dynamicOption } from '../shared/dynamicOption';
import type { Parameters } from '../shared/parameters';
import type { PropertySpec } from '../shared/property';

const cadenceLabel: Text = { en: 'Cadence', 'zh-CN': '跟进节奏' };

/** The cadence that an operation is about, from a list. */
export const cadenceProperty: PropertySpec = dynamicOption({ name: 'cadence', label: cadenceLabel, method: 'cadences', required: true });

export const readCadence = (parameter: Parameters): string => parameter.requiredText('cadence', cadenceLabel);

/** Whom it is about. */
export const personKindProperty: PropertySpec = {
	displayName: { en: 'For', 'zh-CN': '适用对象' },
	name: 'object',
	type: 'options',
	default: 'lead',
	options: [
		{ name: { en: 'Leads', 'zh-CN': '线索' }, value: 'lead' },
		{ name: { en: 'Contacts', 'zh-CN': '联系人' }, value: 'contact' },
	],
	description: { en: 'Whom the cadence is for', 'zh-CN': '跟进节奏的适用对象' },
};

export const readPersonKind = (parameter: Parameters): 'lead' | 'contact' => (parameter.value('object') === 'contact' ? 'contact' : 'lead');
