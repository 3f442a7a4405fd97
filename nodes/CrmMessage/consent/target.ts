import type { AddressKind } from '../../../core/channels/channel';
import type { AddressTarget, PersonObject } from '../../../core/crm';
import { objects } from '../../../core';
import type { Text } from '../../../core/text';
import { badParameter } from '../../shared/errors';
import type { Parameters } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';
import { locatorFor, readLocator } from '../../shared/recordLocator';

const people: readonly PersonObject[] = ['contact', 'customer', 'lead'];

const personLabel: Text = { en: 'Person', 'zh-CN': '对象' };
const kindLabel: Text = { en: 'Kind of Address', 'zh-CN': '地址类型' };
const addressLabel: Text = { en: 'Address', 'zh-CN': '地址' };

const kinds = (['email', 'phone', 'externalUserId', 'weComUserId', 'openId'] as const).map((value) => {
	const options = objects.get('consent').byName.get('addressKind')?.options ?? [];
	return { name: options.find((option) => option.value === value)?.label ?? kindLabel, value };
});

const personProperty: PropertySpec = {
	displayName: personLabel,
	name: 'personType',
	type: 'options',
	noDataExpression: true,
	default: 'lead',
	options: [
		...people.map((name) => ({ name: objects.get(name).label, value: name })),
		{
			name: addressLabel,
			value: 'address',
			description: { en: 'One address, whoever has it', 'zh-CN': '一个地址，不论属于谁' },
		},
	],
	description: {
		en: 'Of a record all addresses are meant: its email, its numbers, its WeCom ID',
		'zh-CN': '选择记录时，包括其全部地址：邮箱、电话、企业微信 ID',
	},
};

const shownFor = (type: string, property: PropertySpec): PropertySpec => ({
	...property,
	displayOptions: { show: { personType: [type] } },
});

const addressKindProperty: PropertySpec = {
	displayName: kindLabel,
	name: 'addressKind',
	type: 'options',
	default: 'email',
	options: kinds,
};

const addressProperty: PropertySpec = { displayName: addressLabel, name: 'address', type: 'string', required: true, default: '' };

/** Whose addresses are meant. */
export const targetProperties: readonly PropertySpec[] = [
	personProperty,
	...people.map((name) => shownFor(name, locatorFor(name))),
	shownFor('address', addressKindProperty),
	shownFor('address', addressProperty),
];

/** Of a record's addresses only those of one kind. */
export const onlyKindOption: PropertySpec = {
	displayName: { en: 'Only This Kind of Address', 'zh-CN': '仅此类地址' },
	name: 'onlyKind',
	type: 'options',
	default: 'email',
	options: kinds,
	description: { en: 'For a record: leaves its other addresses as they are', 'zh-CN': '选择记录时：其他地址保持不变' },
};

const notAChoice: Text = { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' };

function readKind(parameter: Parameters, path: string): AddressKind | undefined {
	const said = parameter.text(path, kindLabel);
	if (said === undefined) return undefined;
	const kind = kinds.find(({ value }) => value === said)?.value;
	if (!kind) throw badParameter(kindLabel, path, notAChoice);
	return kind;
}

/** @throws CrmError */
export function readTarget(parameter: Parameters): Omit<AddressTarget, 'item'> {
	const type = parameter.text('personType', personLabel) ?? 'lead';
	if (type === 'address')
		return { addressKind: readKind(parameter, 'addressKind') ?? 'email', address: parameter.requiredText('address', addressLabel) };
	const object = people.find((name) => name === type);
	if (!object) throw badParameter(personLabel, 'personType', notAChoice);
	return { object, id: readLocator(parameter, object), addressKind: readKind(parameter, 'options.onlyKind') };
}
