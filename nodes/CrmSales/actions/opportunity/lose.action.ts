import { objects } from '../../../../core';
import type { LoseInput } from '../../../../core/crm';
import type { Field } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { optionsProperty, readVersion, versionOption } from '../../../shared/commonOptions';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { formProperty } from '../../../shared/schemaForm';

const opportunity = objects.get('opportunity');

const fieldOf = (name: string, required: boolean): Field => {
	const field = opportunity.byName.get(name);
	if (!field) throw new Error(`The opportunity has no field ${name}`);
	return { ...field, required };
};

const reason = fieldOf('lossReason', true);
const detail = fieldOf('lossDetail', false);
const competitor = fieldOf('competitor', false);

export const loseOpportunity = defineAction<Omit<LoseInput, 'item'>>({
	resource: 'opportunity',
	operation: 'lose',
	text: { en: ['Lose', 'Lose an opportunity'], 'zh-CN': ['输单', '将商机标记为输单'] },
	description: { en: 'Close an opportunity as lost, with a reason', 'zh-CN': '注明原因并将商机关闭为输单' },
	properties: [
		locatorFor('opportunity'),
		// No reason is chosen beforehand: whoever just runs the node would make the statistics wrong.
		{ ...formProperty({ ...reason, required: false }), required: true },
		formProperty(detail),
		formProperty(competitor),
		optionsProperty([versionOption]),
	],
	read: (parameter) => ({
		id: readLocator(parameter, 'opportunity'),
		reason: parameter.requiredText(reason.name, reason.label),
		detail: parameter.text(detail.name, detail.label),
		competitor: parameter.text(competitor.name, competitor.label),
		version: readVersion(parameter),
	}),
	run: async (crm, inputs) => await crm.sales.lose(inputs),
});
