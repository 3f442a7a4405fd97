import type { Suppressed, SuppressInput } from '../../../../core/crm';
import { objects } from '../../../../core';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import type { PropertySpec } from '../../../shared/property';
import { atOption, readWhen, sourceOption, wordsOption } from '../../consent/details';
import { onlyKindOption, readTarget, targetProperties } from '../../consent/target';

const reasonLabel: Text = { en: 'Reason', 'zh-CN': '原因' };
const detailLabel: Text = { en: 'Detail', 'zh-CN': '说明' };

const reasonProperty: PropertySpec = {
	displayName: reasonLabel,
	name: 'reason',
	type: 'options',
	default: 'manual',
	options: (objects.get('suppression').byName.get('reason')?.options ?? []).map(({ value, label }) => ({ name: label, value })),
};

const detailOption = wordsOption('suppression', 'detail', { en: 'Why, for whoever looks at it later', 'zh-CN': '原因说明，供日后查看' });

export const suppressAddress = defineAction<Omit<SuppressInput, 'item'>, Suppressed>({
	resource: 'consent',
	operation: 'suppress',
	text: { en: ['Suppress', 'Suppress an address'], 'zh-CN': ['列入拒收', '将地址列入拒收名单'] },
	description: {
		en: 'Put addresses on the list that gets nothing more, whatever it is for',
		'zh-CN': '将地址列入拒收名单，不再发送任何消息',
	},
	properties: [...targetProperties, reasonProperty, optionsProperty([onlyKindOption, detailOption, atOption, sourceOption])],
	read: (parameter) => ({
		...readTarget(parameter),
		reason: parameter.requiredText('reason', reasonLabel) as SuppressInput['reason'],
		...readWhen(parameter),
		detail: parameter.text('options.detail', detailLabel),
	}),
	run: async (crm, inputs) => await crm.consents.suppress(inputs),
});
