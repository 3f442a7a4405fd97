import { objects } from '../../../core';
import type { Text } from '../../../core/text';
import type { Parameters } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';
import { toStoredTime } from '../../shared/time';

const atLabel: Text = { en: 'Said At', 'zh-CN': '表示时间' };
const sourceLabel: Text = { en: 'Where It Was Said', 'zh-CN': '来源' };

export const atOption: PropertySpec = {
	displayName: atLabel,
	name: 'at',
	type: 'dateTime',
	default: '',
	description: {
		en: 'When the person said so, if not now; the latest word on an address holds',
		'zh-CN': '对方作出表示的时间，默认为现在；以同一地址最后一次表示为准',
	},
};

export const sourceOption: PropertySpec = {
	displayName: sourceLabel,
	name: 'source',
	type: 'string',
	default: '',
	placeholder: { en: 'e.g. Newsletter form', 'zh-CN': '例如 官网订阅表单' },
	description: { en: 'Such as the name of a form, a call, an exhibition', 'zh-CN': '例如表单名称、电话、展会' },
};

/** Of a consent what shows it, of a suppression why. */
export const wordsOption = (object: 'consent' | 'suppression', name: 'proof' | 'detail', description: Text): PropertySpec => ({
	displayName: objects.get(object).byName.get(name)?.label ?? sourceLabel,
	name,
	type: 'string',
	default: '',
	typeOptions: { rows: 3 },
	description,
});

/** @throws CrmError */
export const readWhen = (parameter: Parameters): { at?: string; source?: string } => ({
	// Whatever it is, the core reads or refuses it.
	at: (toStoredTime(parameter.value('options.at'), 'dateTime', parameter.timezone) as string | undefined) || undefined,
	source: parameter.text('options.source', sourceLabel),
});
