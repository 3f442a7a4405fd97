import type { NewMessage } from '../../../core/crm';
import type { ObjectName } from '../../../core/schema/types';
import type { Text } from '../../../core/text';
import { objects } from '../../../core';
import { linkedKinds } from '../../../core/pages';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../shared/commonOptions';
import { badParameter } from '../../shared/errors';
import type { Parameters } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';
import { objectOptions } from '../../shared/schemaForm';
import { channelDataOptions, fromEmailOption, readChannelData } from './channelData';
import { htmlLabel } from './content';

const recordTypeLabel: Text = { en: 'Record Type', 'zh-CN': '关于的记录类型' };
const recordIdLabel: Text = { en: 'Record ID', 'zh-CN': '关于的记录 ID' };
const languageLabel: Text = { en: 'Language', 'zh-CN': '语言' };
const stepLabel: Text = { en: 'Step', 'zh-CN': '步骤' };
const attachmentsLabel: Text = { en: 'Attachments', 'zh-CN': '附件' };
const inReplyToLabel: Text = { en: 'In Reply to Message ID', 'zh-CN': '回复的消息 ID' };

/** Records in whose timelines messages stand, and those that pages in messages lead to. */
const aboutNames: ReadonlySet<ObjectName> = new Set([
	...(['lead', 'customer', 'contact', 'opportunity'] as const),
	...linkedKinds().map(({ link }) => link.about),
]);

const aboutObjects = [...aboutNames].map((name) => objects.get(name));

const languages = [
	{ name: { en: 'Chinese', 'zh-CN': '中文' }, value: 'zh-CN' },
	{ name: { en: 'English', 'zh-CN': '英文' }, value: 'en' },
];

const attachments: PropertySpec = {
	displayName: attachmentsLabel,
	name: 'attachments',
	type: 'string',
	default: '',
	placeholder: { en: 'e.g. data', 'zh-CN': '例如 data' },
	description: {
		en: 'Names of the binary fields with the files, separated by commas; files are not kept with a deferred message',
		'zh-CN': '文件所在的二进制字段名，用逗号分隔；推迟的消息不保存文件',
	},
};

const html: PropertySpec = {
	displayName: htmlLabel,
	name: 'html',
	type: 'string',
	default: '',
	typeOptions: { rows: 5 },
	description: { en: 'The same text as HTML, for a channel that takes it', 'zh-CN': '同一内容的 HTML 版本，用于支持的渠道' },
};

const inReplyTo: PropertySpec = {
	displayName: inReplyToLabel,
	name: 'inReplyToId',
	type: 'string',
	default: '',
	description: { en: 'The message that this one answers', 'zh-CN': '本消息所回复的消息' },
};

const language: PropertySpec = {
	displayName: languageLabel,
	name: 'language',
	type: 'options',
	default: 'en',
	options: languages,
	description: { en: "Default: the recipient's, and Chinese where nobody said", 'zh-CN': '默认使用收件人的语言；未填写时为中文' },
};

const recordType: PropertySpec = {
	displayName: recordTypeLabel,
	name: 'recordType',
	type: 'options',
	default: 'opportunity',
	options: objectOptions(aboutObjects),
	description: {
		en: 'What the message is about: it stands in the timeline of that record, whose fields the text may name',
		'zh-CN': '消息涉及的记录：会出现在其时间线中，正文可引用其字段',
	},
};

const recordId: PropertySpec = { displayName: recordIdLabel, name: 'recordId', type: 'string', default: '' };

const sendLater: PropertySpec = {
	displayName: { en: 'Send Later by Itself', 'zh-CN': '到时自动发送' },
	name: 'sendLater',
	type: 'boolean',
	default: true,
	description: {
		en: 'Whether a deferred message becomes due work, which a workflow with CRM Trigger sends at its time',
		'zh-CN': '被推迟的消息是否成为到期事项，由带“CRM Trigger”的工作流到时发送',
	},
};

const withinHoursLabel: Text = { en: 'Send Within (Hours)', 'zh-CN': '发送时限（小时）' };

const withinHours: PropertySpec = {
	displayName: withinHoursLabel,
	name: 'withinHours',
	type: 'number',
	default: 24,
	typeOptions: { minValue: 0 },
	description: {
		en: 'How long after its time a deferred message may go, before it is listed as late; 0: any time. Without this option, 24 hours for marketing and care and any time for the rest.',
		'zh-CN': '推迟的消息到时后多久内可以发送，超过则列为已过期；0 为不限。不添加此选项时，营销和关怀为 24 小时，其他不限。',
	},
};

/** @throws CrmError */
export const readWithinHours = (parameter: Parameters) => parameter.number('options.withinHours', withinHoursLabel, { min: 0, max: 8760 });

const step: PropertySpec = {
	displayName: stepLabel,
	name: 'step',
	type: 'string',
	default: '',
	placeholder: { en: 'e.g. welcome', 'zh-CN': '例如 welcome' },
	description: {
		en: 'Each person gets a step once for a purpose, record and channel; sent again, it gives the first outcome',
		'zh-CN': '同一用途、记录和渠道下，每人每个步骤只发送一次；再次发送会返回首次结果',
	},
};

const variables: PropertySpec = {
	displayName: { en: 'Variables', 'zh-CN': '变量' },
	name: 'variables',
	type: 'fixedCollection',
	default: {},
	placeholder: { en: 'Add Variable', 'zh-CN': '添加变量' },
	typeOptions: { multipleValues: true },
	description: { en: 'What the text may name beside the records', 'zh-CN': '正文中除记录字段外可引用的内容' },
	options: [
		{
			name: 'items',
			displayName: { en: 'Variable', 'zh-CN': '变量' },
			values: [
				{ displayName: { en: 'Name', 'zh-CN': '名称' }, name: 'name', type: 'string', default: '' },
				{ displayName: { en: 'Value', 'zh-CN': '值' }, name: 'value', type: 'string', default: '' },
			],
		},
	],
};

export const sendOptions = optionsProperty([
	attachments,
	...channelDataOptions,
	html,
	idempotencyOption,
	inReplyTo,
	language,
	recordId,
	recordType,
	sendLater,
	withinHours,
	step,
	variables,
]);

/** The same for a colleague. */
export const tellOptions = optionsProperty([
	attachments,
	fromEmailOption,
	html,
	idempotencyOption,
	language,
	recordId,
	recordType,
	step,
	variables,
]);

/** The same where nothing is sent. */
export const previewOptions = optionsProperty([html, idempotencyOption, language, recordId, recordType, step, variables]);

type More = Pick<NewMessage, 'about' | 'step' | 'idempotencyKey' | 'language' | 'variables' | 'inReplyToId' | 'data'>;

/** @throws CrmError */
export function readMore(parameter: Parameters): More {
	return {
		about: readAbout(parameter),
		step: parameter.text('options.step', stepLabel)?.slice(0, 100),
		idempotencyKey: readIdempotencyKey(parameter),
		language: languages.find(({ value }) => value === parameter.value('options.language'))?.value as More['language'],
		variables: Object.fromEntries(parameter.entries('options.variables.items').map(({ name, value }) => [String(name), value])),
		inReplyToId: parameter.text('options.inReplyToId', inReplyToLabel),
		data: readChannelData(parameter),
	};
}

function readAbout(parameter: Parameters): More['about'] {
	const id = parameter.text('options.recordId', recordIdLabel);
	if (id === undefined) return undefined;
	const object = parameter.text('options.recordType', recordTypeLabel) ?? 'opportunity';
	if (!aboutObjects.some(({ name }) => name === object))
		throw badParameter(recordTypeLabel, 'options.recordType', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	return { object: object as ObjectName, id };
}

export const readAttachments = (parameter: Parameters) => parameter.files('options.attachments', attachmentsLabel);
