import type { Recipient, RecipientObject } from '../../../core/crm';
import type { Text } from '../../../core/text';
import { objects } from '../../../core';
import { badParameter } from '../../shared/errors';
import type { Parameters } from '../../shared/parameters';
import type { OptionSpec, PropertySpec } from '../../shared/property';
import { locatorFor, readLocator } from '../../shared/recordLocator';

const kinds: readonly RecipientObject[] = ['contact', 'customer', 'lead', 'user'];

const typeLabel: Text = { en: 'Send To', 'zh-CN': '发送给' };
const addressLabel: Text = { en: 'Address', 'zh-CN': '地址' };
const nameLabel: Text = { en: 'Name of the Recipient', 'zh-CN': '收件人姓名' };

const typeProperty: PropertySpec = {
	displayName: typeLabel,
	name: 'recipientType',
	type: 'options',
	noDataExpression: true,
	default: 'lead',
	options: [...kinds.map((kind) => ({ name: objects.get(kind).label, value: kind })), { name: addressLabel, value: 'address' }],
};

const deferred: OptionSpec = {
	name: { en: 'A Deferred Message', 'zh-CN': '已推迟的消息' },
	value: 'deferred',
	description: {
		en: 'A message that was deferred or refused and may go now, as it is',
		'zh-CN': '之前被推迟或拒绝、现在可以发送的消息，内容不变',
	},
};

const shownFor = (type: string, property: PropertySpec): PropertySpec => ({
	...property,
	displayOptions: { show: { recipientType: [type] } },
});

const addressProperty: PropertySpec = {
	displayName: addressLabel,
	name: 'address',
	type: 'string',
	required: true,
	default: '',
	description: {
		en: 'Where the channel reaches somebody who has no record, such as an email address or a mobile number',
		'zh-CN': '没有记录的收件人在该渠道的地址，例如邮箱或手机号',
	},
};

const nameProperty: PropertySpec = { displayName: nameLabel, name: 'recipientName', type: 'string', default: '' };

const details: readonly PropertySpec[] = [
	...kinds.map((kind) => shownFor(kind, locatorFor(kind))),
	shownFor('address', addressProperty),
	shownFor('address', nameProperty),
];

/** Who gets a new message: a record or an address. */
export const newRecipientProperties: readonly PropertySpec[] = [typeProperty, ...details];

/** The same, or whoever a deferred message is for. */
export const recipientProperties: readonly PropertySpec[] = [
	{ ...typeProperty, options: [...(typeProperty.options ?? []), deferred] },
	...details,
	shownFor('deferred', locatorFor('message')),
];

/** What is shown for a new message alone. */
export const forNew = (property: PropertySpec): PropertySpec => ({
	...property,
	displayOptions: { ...property.displayOptions, hide: { ...property.displayOptions?.hide, recipientType: ['deferred'] } },
});

/** The recipient of a new message. @throws CrmError */
export function readNewRecipient(parameter: Parameters): Recipient {
	const to = readRecipient(parameter);
	if ('recipient' in to) return to.recipient;
	throw badParameter(typeLabel, 'recipientType', { en: 'must be who gets a new message', 'zh-CN': '应为新消息的收件人' });
}

/** The chosen recipient, or the message that was deferred. @throws CrmError */
export function readRecipient(parameter: Parameters): { recipient: Recipient } | { messageId: string } {
	const type = parameter.text('recipientType', typeLabel) ?? 'lead';
	if (type === 'deferred') return { messageId: readLocator(parameter, 'message') };
	if (type === 'address')
		return { recipient: { address: parameter.requiredText('address', addressLabel), name: parameter.text('recipientName', nameLabel) } };
	const kind = kinds.find((candidate) => candidate === type);
	if (!kind) throw badParameter(typeLabel, 'recipientType', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	return { recipient: { object: kind, id: readLocator(parameter, kind) } };
}
