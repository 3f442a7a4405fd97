import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../../core/schema/types';
import { withEditorCrm } from '../shared/editor';
import { instanceLocale } from '../shared/locale';

async function optionsOf(context: ILoadOptionsFunctions, fits: (field: Field) => boolean): Promise<INodePropertyOptions[]> {
	const locale = instanceLocale();
	const objects = await withEditorCrm(context, async (crm) => await crm.objects());
	return objects
		.get('opportunity')
		.fields.filter((field) => field.type !== 'list' && !field.system && fits(field))
		.map(({ name, label }) => ({ name: label[locale], value: name }))
		.sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** n8n's `methods.loadOptions` for what a stage demands. */
export const opportunityFieldMethods = {
	/** What a condition can look at. */
	async opportunityFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await optionsOf(this, () => true);
	},
	/** What somebody can be asked to fill in. */
	async opportunityInputs(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await optionsOf(this, ({ readOnly }) => !readOnly);
	},
};
