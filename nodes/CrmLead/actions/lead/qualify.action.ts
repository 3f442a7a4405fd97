import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';

const detailLabel: Text = { en: 'Detail', 'zh-CN': '说明' };

const detailProperty: PropertySpec = {
	displayName: detailLabel,
	name: 'detail',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	description: { en: 'Why the lead is worth pursuing', 'zh-CN': '该线索值得跟进的理由' },
};

export const qualifyLead = defineAction<{ id: string; detail?: string }>({
	resource: 'lead',
	operation: 'qualify',
	text: { en: ['Qualify', 'Qualify a lead'], 'zh-CN': ['确认有效', '将线索确认为有效'] },
	properties: [locatorFor('lead'), detailProperty],
	read: (parameter) => ({ id: readLocator(parameter, 'lead'), detail: parameter.text('detail', detailLabel) }),
	run: async (crm, inputs) => await crm.leads.qualify(inputs),
});
