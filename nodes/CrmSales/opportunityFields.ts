import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { withEditorCrm } from '../shared/editor';
import { instanceLocale } from '../shared/locale';

/** The fields that a stage can demand or look at. */
export const opportunityFieldMethods = {
	async opportunityFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const locale = instanceLocale();
		const objects = await withEditorCrm(this, async (crm) => await crm.objects());
		return objects
			.get('opportunity')
			.fields.filter(({ type, system }) => type !== 'list' && !system)
			.map(({ name, label }) => ({ name: label[locale], value: name }))
			.sort((a, b) => a.name.localeCompare(b.name, locale));
	},
};
