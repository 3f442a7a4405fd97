import { objects } from '../../../../core';
import type { Field } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { formProperty } from '../../../shared/schemaForm';

const lead = objects.get('lead');

const fieldOf = (name: string, required: boolean): Field => {
	const field = lead.byName.get(name);
	if (!field) throw new Error(`The lead has no field ${name}`);
	return { ...field, required };
};

const reason = fieldOf('disqualifyReason', true);
const detail = fieldOf('disqualifyDetail', false);

export const disqualifyLead = defineAction<{ id: string; reason: string; detail?: string }>({
	resource: 'lead',
	operation: 'disqualify',
	text: { en: ['Disqualify', 'Disqualify a lead'], 'zh-CN': ['淘汰', '淘汰线索'] },
	description: { en: 'Take a lead out of the work with a reason', 'zh-CN': '注明原因并将线索移出跟进' },
	properties: [locatorFor('lead'), formProperty(reason), formProperty(detail)],
	read: (parameter) => ({
		id: readLocator(parameter, 'lead'),
		reason: parameter.requiredText(reason.name, reason.label),
		detail: parameter.text(detail.name, detail.label),
	}),
	run: async (crm, inputs) => await crm.leads.disqualify(inputs),
});
