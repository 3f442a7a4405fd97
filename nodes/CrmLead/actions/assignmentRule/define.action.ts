import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { policyForm, readPolicy } from '../../../shared/schemaForm';

const assignmentRule = objects.get('assignmentRule');

export const defineAssignmentRule = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'assignmentRule',
	operation: 'define',
	text: { en: ['Define', 'Define an assignment rule'], 'zh-CN': ['定义', '定义分配规则'] },
	description: {
		en: 'Make the assignment rule of this name, or change it if it already exists',
		'zh-CN': '创建该名称的分配规则；若已存在则修改',
	},
	properties: policyForm(assignmentRule),
	read: (parameter) => ({ fields: readPolicy(parameter, assignmentRule) }),
	run: async (crm, inputs) => await crm.leads.defineAssignment(inputs),
});
