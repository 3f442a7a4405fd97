import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { formProperty, policyForm, readPolicy, type Overrides } from '../../../shared/schemaForm';
import { oneChannel } from '../../send/formChannel';

const sendPolicy = objects.get('sendPolicy');

/** What a new rule asks for: who wants less switches it off. */
const protections: Overrides = Object.fromEntries(
	(sendPolicy.byName.get('rules')?.items ?? [])
		.filter(({ type }) => type === 'boolean')
		.map((field) => [`rules.${field.name}`, { ...formProperty(field), default: true }]),
);

export const defineSendPolicy = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'sendPolicy',
	operation: 'define',
	text: { en: ['Define', 'Define a send policy'], 'zh-CN': ['定义', '定义发送策略'] },
	description: {
		en: 'Make the send policy of this name, or change it if it already exists; a purpose without a rule keeps to the usual ones',
		'zh-CN': '创建该名称的发送策略；若已存在则修改。未填写规则的用途按默认规则执行',
	},
	properties: policyForm(sendPolicy, { 'channels.channel': oneChannel, ...protections }),
	read: (parameter) => ({ fields: readPolicy(parameter, sendPolicy) }),
	run: async (crm, inputs) => await crm.messages.definePolicy(inputs),
});
