import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { policyForm, readPolicy } from '../../../shared/schemaForm';

const contractTemplate = objects.get('contractTemplate');

export const defineContractTemplate = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'template',
	operation: 'define',
	text: { en: ['Define', 'Define a contract template'], 'zh-CN': ['定义', '定义合同模板'] },
	description: {
		en: 'Make the contract template of this name, or change it: your side of the contract, standard terms, and documents of your own',
		'zh-CN': '创建该名称的合同模板，若已存在则修改：我方信息、标准条款和自定义文本',
	},
	properties: policyForm(contractTemplate),
	read: (parameter) => ({ fields: readPolicy(parameter, contractTemplate) }),
	run: async (crm, inputs) => await crm.contracts.defineTemplate(inputs),
});
