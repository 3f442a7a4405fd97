import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { dynamicOption, dynamicOptions } from '../../../shared/dynamicOption';
import { policyForm, readPolicy } from '../../../shared/schemaForm';

const pipeline = objects.get('pipeline');

const overrides = {
	'stages.requiredFields': dynamicOptions({
		name: 'requiredFields',
		label: { en: 'Required Fields', 'zh-CN': '必填字段' },
		method: 'opportunityInputs',
	}),
	'conditions.field': dynamicOption({
		name: 'field',
		label: { en: 'Field', 'zh-CN': '字段' },
		method: 'opportunityFields',
		required: true,
	}),
};

export const definePipeline = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'pipeline',
	operation: 'define',
	text: { en: ['Define', 'Define a pipeline'], 'zh-CN': ['定义', '定义销售管道'] },
	description: {
		en: 'Make the pipeline of this name, or change it if it already exists',
		'zh-CN': '创建该名称的销售管道；若已存在则修改',
	},
	properties: policyForm(pipeline, overrides),
	read: (parameter) => ({ fields: readPolicy(parameter, pipeline) }),
	run: async (crm, inputs) => await crm.sales.definePipeline(inputs),
});
