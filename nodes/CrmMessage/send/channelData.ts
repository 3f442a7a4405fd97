import { channels, objects } from '../../../core';
import type { NewMessage, WrittenContent } from '../../../core/crm';
import type { Channel, MessageForm } from '../../../core/channels/channel';
import type { Text } from '../../../core/text';
import type { Parameters } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';
import { forNew } from './recipient';

const formLabel: Text = { en: 'Form', 'zh-CN': '消息形式' };
const urlLabel: Text = { en: 'Link', 'zh-CN': '链接' };
const buttonTextLabel: Text = { en: 'Text of the Link', 'zh-CN': '链接文字' };
const welcomeLabel: Text = { en: 'Welcome Code', 'zh-CN': '欢迎语 Code' };

/** As message templates call them. */
const forms =
	objects
		.get('messageTemplate')
		.byName.get('versions')
		?.items?.find(({ name }) => name === 'form')?.options ?? [];

const written = (show: Record<string, string[]>, property: PropertySpec): PropertySpec =>
	forNew({ ...property, displayOptions: { show: { contentFrom: ['written'], ...show } } });

const idsOf = (list: readonly Channel[]) => list.map(({ id }) => id);

/** The forms that are known, the default first. */
const formList = (known: readonly MessageForm[], show: Record<string, string[]>): PropertySpec =>
	written(show, {
		displayName: formLabel,
		name: 'form',
		type: 'options',
		noDataExpression: true,
		ordered: true,
		default: known[0],
		options: forms.filter(({ value }) => known.some((form) => form === value)).map(({ value, label }) => ({ name: label, value })),
	});

/** One list of forms for all channels that know the same. */
const formLists = [...Map.groupBy(channels, (channel) => channel.forms.join()).values()]
	.filter(([{ forms: known }]) => known.length > 1)
	.map((list) => formList(list[0].forms, { channel: idsOf(list) }));

/** A part of certain forms, of channels that know one of them, or of any. */
type PartOf = (parts: MessageForm[], property: PropertySpec) => PropertySpec;

/** Of cards their link and buttons. */
const cardProperties = (partOf: PartOf): PropertySpec[] => [
	partOf(['textCard', 'templateCard'], {
		displayName: urlLabel,
		name: 'cardUrl',
		type: 'string',
		default: '',
		placeholder: { en: 'e.g. https://crm.example.com/', 'zh-CN': '例如 https://crm.example.com/' },
		description: { en: 'Page that the card opens', 'zh-CN': '点击卡片后打开的页面' },
	}),
	partOf(['textCard'], {
		displayName: buttonTextLabel,
		name: 'buttonText',
		type: 'string',
		default: '',
		description: { en: 'At most four characters', 'zh-CN': '最多 4 个字' },
	}),
	partOf(['templateCard'], {
		displayName: { en: 'Buttons', 'zh-CN': '按钮' },
		name: 'buttons',
		type: 'fixedCollection',
		default: {},
		placeholder: { en: 'Add Button', 'zh-CN': '添加按钮' },
		typeOptions: { multipleValues: true },
		description: {
			en: 'At most six; a button with a key comes back through WeCom Trigger, one with a link opens it',
			'zh-CN': '最多 6 个；带标识的按钮由“企业微信 Trigger”接收，带链接的按钮打开页面',
		},
		options: [
			{
				name: 'items',
				displayName: { en: 'Button', 'zh-CN': '按钮' },
				values: [
					{ displayName: { en: 'Key', 'zh-CN': '标识' }, name: 'key', type: 'string', default: '' },
					{ displayName: urlLabel, name: 'url', type: 'string', default: '' },
					{ displayName: { en: 'Text', 'zh-CN': '文字' }, name: 'text', type: 'string', default: '' },
				],
			},
		],
	}),
];

/** How a text that is written here looks, where the channel knows more than one way. */
export const formProperties: readonly PropertySpec[] = [
	...formLists,
	...cardProperties((parts, property) =>
		written({ channel: idsOf(channels.filter((channel) => parts.some((form) => channel.forms.includes(form)))), form: parts }, property),
	),
];

/** The same where the channel is the item's: every form, one of which it may not know. */
export const anyFormProperties: readonly PropertySpec[] = [
	formList(
		channels.flatMap(({ forms: known }) => known),
		{},
	),
	...cardProperties((parts, property) => written({ form: parts }, property)),
];

/** What a welcome is sent with. */
export const welcomeCodeProperty: PropertySpec = forNew({
	displayName: welcomeLabel,
	name: 'welcomeCode',
	type: 'string',
	required: true,
	default: '',
	displayOptions: { show: { channel: ['weComWelcome'] } },
	description: {
		en: 'From the event that added the customer; it holds for 20 seconds and once',
		'zh-CN': '来自“添加客户”事件，20 秒内有效且只能使用一次',
	},
});

const only = (channel: string, property: PropertySpec): PropertySpec => ({
	...property,
	displayOptions: { show: { '/channel': [channel] } },
});

const text = (name: string, displayName: Text, description: Text): PropertySpec => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
});

const labels = {
	fromEmail: { en: 'From Email', 'zh-CN': '发件人邮箱' },
	mentions: { en: 'Mentions', 'zh-CN': '提醒成员' },
	replyTo: { en: 'Reply To', 'zh-CN': '回复邮箱' },
	staff: { en: 'Staff Member', 'zh-CN': '发送成员' },
} satisfies Record<string, Text>;

/** Whom letters are from. */
export const fromEmailOption: PropertySpec = text('fromEmail', labels.fromEmail, {
	en: 'Address, or name and address such as Sales &lt;sales@example.com&gt;; default: the user of the credential',
	'zh-CN': '邮箱地址，或“销售部 &lt;sales@example.com&gt;”形式；默认使用凭据的用户',
});

/** What one channel alone takes. */
export const channelDataOptions: readonly PropertySpec[] = [
	only('email', fromEmailOption),
	only(
		'weComRobot',
		text('mentions', labels.mentions, {
			en: 'WeCom user IDs or mobile numbers, separated by commas; @all for everybody in the group',
			'zh-CN': '企业微信账号或手机号，用逗号分隔；@all 表示所有人',
		}),
	),
	only('email', text('replyTo', labels.replyTo, { en: 'Address that replies go to', 'zh-CN': '接收回复的邮箱' })),
	only(
		'weComMass',
		text('staff', labels.staff, {
			en: 'WeCom user ID of the member who confirms the message and in whose name it goes',
			'zh-CN': '负责确认并以其名义发送的成员的企业微信账号',
		}),
	),
];

/** What a channel needs beside the text. @throws CrmError */
export function readChannelData(parameter: Parameters): NonNullable<NewMessage['data']> {
	const data = {
		from: parameter.text('options.fromEmail', labels.fromEmail),
		mentions: parameter.text('options.mentions', labels.mentions),
		replyTo: parameter.text('options.replyTo', labels.replyTo),
		sender: parameter.text('options.staff', labels.staff),
		welcomeCode: parameter.value('channel') === 'weComWelcome' ? parameter.text('welcomeCode', welcomeLabel) : undefined,
	};
	return Object.fromEntries(Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** How a written text looks. @throws CrmError */
export function readForm(parameter: Parameters): Pick<WrittenContent, 'form' | 'url' | 'buttonText' | 'buttons'> {
	const form = parameter.value('form') as MessageForm | undefined;
	if (form === undefined) return {};
	if (form !== 'textCard' && form !== 'templateCard') return { form };
	const buttons = parameter.entries('buttons.items').map(({ text: said, url, key }) => ({
		text: String(said ?? ''),
		...(url !== undefined && url !== '' && { url: String(url) }),
		...(key !== undefined && key !== '' && { key: String(key) }),
	}));
	return {
		form,
		url: parameter.text('cardUrl', urlLabel),
		buttonText: parameter.text('buttonText', buttonTextLabel),
		...(form === 'templateCard' && { buttons }),
	};
}
