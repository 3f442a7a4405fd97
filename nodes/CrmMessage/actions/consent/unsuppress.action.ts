import type { AddressTarget, Suppressed } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { onlyKindOption, readTarget, targetProperties } from '../../consent/target';

export const unsuppressAddress = defineAction<Omit<AddressTarget, 'item'>, Suppressed>({
	resource: 'consent',
	operation: 'unsuppress',
	text: { en: ['Unsuppress', 'Unsuppress an address'], 'zh-CN': ['解除拒收', '将地址移出拒收名单'] },
	description: {
		en: 'Take addresses off that list, such as one that was corrected; what the person agreed to stays as it is',
		'zh-CN': '将地址移出拒收名单（例如地址已更正）；对方的同意状态保持不变',
	},
	properties: [...targetProperties, optionsProperty([onlyKindOption])],
	read: readTarget,
	run: async (crm, inputs) => await crm.consents.lift(inputs),
});
