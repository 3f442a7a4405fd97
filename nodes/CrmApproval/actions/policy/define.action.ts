import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import type { Field } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { PropertySpec } from '../../../shared/property';
import { formProperty, policyForm, readPolicy } from '../../../shared/schemaForm';
import { typeProperty } from '../../approvable';

const policy = objects.get('approvalPolicy');

const approverFields = policy.byName.get('steps')?.items?.find(({ name }) => name === 'approvers')?.items ?? [];

/** A field of an approver that only some kinds have. */
const approverProperty = (name: string, kind: string): PropertySpec => ({
	...formProperty(approverFields.find((field) => field.name === name) as Field),
	displayOptions: { show: { kind: [kind] } },
});

const overrides = {
	object: { ...typeProperty, description: policy.byName.get('object')?.description },
	'conditions.field': dynamicOption({
		name: 'field',
		label: { en: 'Field', 'zh-CN': '字段' },
		method: 'approvalFields',
		dependsOn: [typeProperty.name],
		required: true,
	}),
	'approvers.userId': approverProperty('userId', 'user'),
	'approvers.role': approverProperty('role', 'role'),
	'approvers.level': approverProperty('level', 'manager'),
};

export const definePolicy = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'policy',
	operation: 'define',
	text: { en: ['Define', 'Define an approval policy'], 'zh-CN': ['定义', '定义审批策略'] },
	description: {
		en: 'Make the approval policy of this name, or change it if it already exists; what waits goes on as it began',
		'zh-CN': '创建该名称的审批策略；若已存在则修改，进行中的审批不受影响',
	},
	properties: policyForm(policy, overrides),
	read: (parameter) => ({ fields: readPolicy(parameter, policy) }),
	run: async (crm, inputs) => await crm.approvals.definePolicy(inputs),
});
