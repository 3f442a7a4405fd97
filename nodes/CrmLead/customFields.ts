import type { ILoadOptionsFunctions, INodeProperties, ResourceMapperFields } from 'n8n-workflow';

import { objects } from '../../core';
import { text } from '../../core/text';
import { editorObjects } from '../shared/editor';
import { choicesFor, createMapper, storedValues, toMapperField } from '../shared/fieldMapper';
import { instanceLocale } from '../shared/locale';
import type { Parameters } from '../shared/parameters';
import type { PropertySpec } from '../shared/property';

/** What Convert makes of a lead. */
type Made = 'customer' | 'contact' | 'opportunity';

const mapperOf = (object: Made) => `${object}Fields`;

/** Most have no custom fields: n8n's notice that there are none would stand in the form three times. */
export const customSwitch: PropertySpec = {
	displayName: { en: 'Fill In Custom Fields', 'zh-CN': '填写自定义字段' },
	name: 'fillCustomFields',
	type: 'boolean',
	default: false,
	description: {
		en: 'Whether to give values here for fields that users added to what is made',
		'zh-CN': '是否在此填写新建记录的自定义字段',
	},
};

/** A form of an object's custom fields, for what the lead does not tell. */
export function customMapper(object: Made, show: NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>): PropertySpec {
	const { label } = objects.get(object);
	const displayName = text`${label}${{ en: ' Custom Fields', 'zh-CN': '自定义字段' }}`;
	const { required: _required, ...mapper } = createMapper;
	const { resourceMapper, ...typeOptions } = { ...mapper.typeOptions };
	return {
		...mapper,
		displayName,
		name: mapperOf(object),
		description: {
			en: 'Values for a record that is made; they go before those of the same names on the lead, and an existing record keeps its own',
			'zh-CN': '新建记录时使用的值，优先于线索中的同名字段；已有记录保持不变',
		},
		typeOptions: {
			...typeOptions,
			resourceMapper: {
				...(resourceMapper as Record<string, unknown>),
				resourceMapperMethod: mapperOf(object),
				// Its heading: without automatic mapping n8n shows this and not the property's name.
				valuesLabel: displayName,
				supportAutoMap: false,
			},
		},
		displayOptions: { show: { [customSwitch.name]: [true], ...show } },
	};
}

async function customFields(context: ILoadOptionsFunctions, name: Made): Promise<ResourceMapperFields> {
	const object = (await editorObjects(context)).get(name);
	const fields = object.fields.filter(({ custom }) => custom !== undefined);
	const locale = instanceLocale();
	const choices = await choicesFor(context, fields, { locale, mapper: mapperOf(name) });
	const emptyFieldsNotice = text`${object.label}${{ en: ' has no custom fields.', 'zh-CN': '没有自定义字段。' }}`[locale];
	// None has to be filled in here: the lead may tell it.
	const form = { purpose: 'create', locale, choices } as const;
	return { fields: fields.map((field) => ({ ...toMapperField(object, field, form), required: false })), emptyFieldsNotice };
}

/** n8n's `methods.resourceMapping` for the forms of {@link customMapper}. */
export const customFieldMethods = {
	async customerFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return await customFields(this, 'customer');
	},
	async contactFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return await customFields(this, 'contact');
	},
	async opportunityFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return await customFields(this, 'opportunity');
	},
};

/** What was entered in a {@link customMapper}. */
export const readCustomFields = (parameter: Parameters, object: Made): Record<string, unknown> =>
	parameter.flag(customSwitch.name)
		? storedValues(parameter, parameter.objects.get(object), Object.entries(parameter.group(`${mapperOf(object)}.value`)))
		: {};
