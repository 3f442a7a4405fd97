import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { dynamicOption } from '../../../shared/dynamicOption';
import { policyForm, readPolicy } from '../../../shared/schemaForm';

const scoringModel = objects.get('scoringModel');

const ruleField = dynamicOption({ name: 'field', label: { en: 'Field', 'zh-CN': '字段' }, method: 'leadFields', required: true });

export const defineScoringModel = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'scoringModel',
	operation: 'define',
	text: { en: ['Define', 'Define a scoring model'], 'zh-CN': ['定义', '定义评分模型'] },
	description: {
		en: 'Make the scoring model of this name, or change it if it already exists',
		'zh-CN': '创建该名称的评分模型；若已存在则修改',
	},
	properties: policyForm(scoringModel, { 'fitRules.field': ruleField }),
	read: (parameter) => ({ fields: readPolicy(parameter, scoringModel) }),
	run: async (crm, inputs) => await crm.leads.defineScoring(inputs),
});
