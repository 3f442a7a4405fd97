import { objects } from '../../../../core';
import type { DefinedCadence, FieldsInput } from '../../../../core/crm';
import { channelLabel, channelOptions } from '../../../CrmMessage/send/channel';
import { defineAction } from '../../../shared/action';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { PropertySpec } from '../../../shared/property';
import { formProperty, policyForm, readPolicy, type Overrides } from '../../../shared/schemaForm';

const cadence = objects.get('cadence');

/** The kinds of step that a field is for; the others do not show it. */
const fieldsOfKinds: ReadonlyArray<readonly [kinds: string[], fields: readonly string[]]> = [
	[['message'], ['channels', 'template', 'ifNoAddress']],
	[
		['task', 'call'],
		['subject', 'detail', 'priority', 'waitForDone'],
	],
	[['condition'], ['field', 'operator', 'value', 'then', 'else']],
];

const special: Readonly<Record<string, PropertySpec>> = {
	channels: {
		displayName: channelLabel,
		name: 'channels',
		type: 'multiOptions',
		default: [],
		options: channelOptions,
		description: {
			en: 'The first one on which the person has an address is used, in the order in which they are chosen; none chosen: Outbox',
			'zh-CN': '按选择顺序，使用客户有地址的第一个渠道；不选则使用“发件箱”',
		},
	},
	template: dynamicOption({ name: 'template', label: { en: 'Template', 'zh-CN': '模板' }, method: 'messageTemplates' }),
};

const stepOverrides = (): Overrides => {
	const items = new Map((cadence.byName.get('steps')?.items ?? []).map((field) => [field.name, field]));
	const entries = fieldsOfKinds.flatMap(([kinds, names]) =>
		names.flatMap((name) => {
			const field = items.get(name);
			const property = special[name] ?? (field && formProperty(field));
			return property ? [[`steps.${name}`, { ...property, displayOptions: { show: { kind: kinds } } }] as const] : [];
		}),
	);
	return Object.fromEntries(entries);
};

/** The hours show where messages keep to hours. */
const hourOverrides = (): Overrides =>
	Object.fromEntries(
		['sendFrom', 'sendUntil', 'workingDaysOnly'].flatMap((name) => {
			const field = cadence.byName.get(name);
			return field ? [[name, { ...formProperty(field), displayOptions: { show: { window: ['hours'] } } }] as const] : [];
		}),
	);

export const defineCadence = defineAction<Omit<FieldsInput, 'item'>, DefinedCadence>({
	resource: 'cadence',
	operation: 'define',
	text: { en: ['Define', 'Define a cadence'], 'zh-CN': ['定义', '定义跟进节奏'] },
	description: {
		en: 'Make the cadence of this name, or change it if it already exists; a change holds for the steps that people have not reached yet, and the result says whom it concerns',
		'zh-CN': '创建该名称的跟进节奏；若已存在则修改。修改仅影响客户尚未到达的步骤，结果中列出受影响的客户',
	},
	properties: policyForm(cadence, { ...stepOverrides(), ...hourOverrides() }),
	read: (parameter) => ({ fields: readPolicy(parameter, cadence) }),
	run: async (crm, inputs) => await crm.cadences.define(inputs),
	emit: ({ cadence: record, affected }) => [{ json: { ...record, affected } }],
});
