import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { editorObjects } from '../shared/editor';
import { instanceLocale } from '../shared/locale';

/** The fields a scoring rule can look at. */
export const leadFieldMethods = {
	async leadFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const locale = instanceLocale();
		const options = (await editorObjects(this))
			.get('lead')
			.fields.filter(({ type, system }) => type !== 'list' && !system)
			.map(({ name, label }) => ({ name: label[locale], value: name }));
		return options.sort((a, b) => a.name.localeCompare(b.name, locale));
	},
};
