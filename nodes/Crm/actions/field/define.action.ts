import { objects } from '../../../../core';
import type { CrmRecord, FieldsInput } from '../../../../core/crm';
import { customPrefix } from '../../../../core/schema/customFields';
import type { Field } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import type { PropertySpec } from '../../../shared/property';
import { formProperty, objectOptions, policyForm, readPolicy } from '../../../shared/schemaForm';

const field = objects.get('field');

/** Entered as the rest of the schema says, but not asked for: the core makes it from what is there. */
const notAsked = (name: string): PropertySpec => formProperty({ ...(field.byName.get(name) as Field), required: false });

const shownFor = (name: string, type: string): PropertySpec => ({ ...notAsked(name), displayOptions: { show: { type: [type] } } });

/** The record types that fields can be added to. */
export const fieldObjects = objects.all.filter(({ policy, log }) => !policy && !log);

const objectProperty: PropertySpec = { ...notAsked('object'), type: 'options', options: objectOptions(fieldObjects), default: 'customer' };

/** A definition as an item: with the name under which other nodes have the field. */
export const fieldItem = (definition: CrmRecord) => ({ json: { field: customPrefix + String(definition.name), ...definition } });

export const defineField = defineAction<Omit<FieldsInput, 'item'>, CrmRecord>({
	resource: 'field',
	operation: 'define',
	text: { en: ['Define', 'Define a field'], 'zh-CN': ['定义', '定义自定义字段'] },
	description: {
		en: 'Add a field to a record type, or change it if it already exists; every node knows it at once',
		'zh-CN': '为记录类型添加字段；若已存在则修改。所有节点立即可用',
	},
	properties: policyForm(field, {
		object: objectProperty,
		label: notAsked('label'),
		labelZh: notAsked('labelZh'),
		name: notAsked('name'),
		refersTo: shownFor('refersTo', 'reference'),
		options: shownFor('options', 'option'),
	}),
	read: (parameter) => ({ fields: readPolicy(parameter, field) }),
	run: async (crm, inputs) => await crm.fields.define(inputs),
	emit: (definition) => [fieldItem(definition)],
});
