import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { policyForm, readPolicy } from '../../../shared/schemaForm';
import { anyChannel } from '../../send/formChannel';

const messageTemplate = objects.get('messageTemplate');

export const defineTemplate = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'template',
	operation: 'define',
	text: { en: ['Define', 'Define a message template'], 'zh-CN': ['定义', '定义消息模板'] },
	description: {
		en: 'Make the message template of this name, or change it if it already exists',
		'zh-CN': '创建该名称的消息模板；若已存在则修改',
	},
	properties: policyForm(messageTemplate, { 'versions.channel': anyChannel }),
	read: (parameter) => ({ fields: readPolicy(parameter, messageTemplate) }),
	run: async (crm, inputs) => await crm.messages.defineTemplate(inputs),
});
