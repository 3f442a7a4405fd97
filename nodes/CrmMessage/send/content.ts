import type { Purpose } from '../../../core/channels/channel';
import type { NewMessage } from '../../../core/crm';
import type { Text } from '../../../core/text';
import { channels, objects } from '../../../core';
import { dynamicOption } from '../../shared/dynamicOption';
import { badParameter } from '../../shared/errors';
import type { Parameters } from '../../shared/parameters';
import type { OptionSpec, PropertySpec } from '../../shared/property';
import { anyFormProperties, formProperties, readForm } from './channelData';
import { forNew } from './recipient';

const purposeLabel: Text = { en: 'Purpose', 'zh-CN': '用途' };
const templateLabel: Text = { en: 'Template', 'zh-CN': '模板' };
const subjectLabel: Text = { en: 'Subject', 'zh-CN': '主题' };
const bodyLabel: Text = { en: 'Text', 'zh-CN': '正文' };

const purposes = (objects.get('message').byName.get('purpose')?.options ?? []).map(({ value, label }) => ({ name: label, value }));

const purposeProperty: PropertySpec = forNew({
	displayName: purposeLabel,
	name: 'purpose',
	type: 'options',
	default: '',
	options: [{ name: { en: 'As the Template Says, Otherwise Service', 'zh-CN': '按模板设置，未设置则为服务' }, value: '' }, ...purposes],
	description: {
		en: 'Which rules hold: marketing needs consent and keeps to hours and holidays, care keeps to hours, all keep to the suppression list',
		'zh-CN': '决定适用的规则：营销需要同意，并遵守时段和节假日；关怀遵守时段；所有用途都遵守拒收名单',
	},
});

/** Channels that send no text of ours. */
const vendorOnly = channels.filter(({ takes }) => takes.vendorTemplate === 'only').map(({ id }) => id);

const fromTemplate: OptionSpec = { name: templateLabel, value: 'template' };

const from: PropertySpec = {
	displayName: { en: 'Content', 'zh-CN': '内容' },
	name: 'contentFrom',
	type: 'options',
	noDataExpression: true,
	ordered: true,
	default: 'written',
	options: [{ name: { en: 'Define Below', 'zh-CN': '在下方填写' }, value: 'written' }, fromTemplate],
};

const fromProperty = forNew({ ...from, displayOptions: { hide: { channel: vendorOnly } } });

const inVendorOnly = { displayOptions: { show: { channel: vendorOnly } } };

/** What to do where nothing can be written in the node. */
const vendorProperties: readonly PropertySpec[] = [
	forNew({
		displayName: {
			en: 'This channel sends only templates that its vendor approved. Make a message template first, with <b>Message Template → Define</b> in another CRM Message node: give it a version for this channel, and fill in its <b>Vendor Template ID</b> and <b>Variables</b>. Then choose it here.',
			'zh-CN':
				'此渠道只能发送服务商审核通过的模板。请先在另一个“CRM 消息”节点中用 <b>消息模板 → 定义</b> 建立消息模板，为此渠道添加一个版本，填写其 <b>服务商模板编号</b> 和 <b>变量</b>，再在此处选用。',
		},
		name: 'vendorNotice',
		type: 'notice',
		default: '',
		...inVendorOnly,
	}),
	forNew({ ...from, default: fromTemplate.value, options: [fromTemplate], ...inVendorOnly }),
];

const when = (chosen: string, property: PropertySpec): PropertySpec =>
	forNew({ ...property, displayOptions: { show: { contentFrom: [chosen] } } });

/** n8n would take {{name}} in an expression for its own. */
const variablesHint: Text = {
	en: 'Variables such as {{name}} or {{owner.name}} are filled in from the records; in an expression, write them outside of it',
	'zh-CN': '{{name}}、{{owner.name}} 等变量由记录填入；请勿写在 n8n 表达式中',
};

/** What the message says. */
export const textProperties: readonly PropertySpec[] = [
	fromProperty,
	when('template', dynamicOption({ name: 'template', label: templateLabel, method: 'messageTemplates', required: true })),
	when('written', { displayName: subjectLabel, name: 'subject', type: 'string', default: '' }),
	when('written', {
		displayName: bodyLabel,
		name: 'body',
		type: 'string',
		required: true,
		default: '',
		typeOptions: { rows: 5 },
		description: variablesHint,
	}),
];

/** The same with what it is for. */
export const contentProperties: readonly PropertySpec[] = [purposeProperty, ...vendorProperties, ...textProperties, ...formProperties];

/** The same where the channel is not known beforehand: every form can be chosen, and a template may have what a vendor wants. */
export const anyContentProperties: readonly PropertySpec[] = [
	purposeProperty,
	forNew(from),
	...textProperties.filter((property) => property !== fromProperty),
	...anyFormProperties,
];

export const htmlLabel: Text = { en: 'HTML', 'zh-CN': 'HTML 正文' };

type Content = Pick<NewMessage, 'purpose' | 'template' | 'content'>;

/** @throws CrmError */
export function readContent(parameter: Parameters): Content {
	const said = parameter.text('purpose', purposeLabel);
	if (said !== undefined && !purposes.some(({ value }) => value === said))
		throw badParameter(purposeLabel, 'purpose', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	return { purpose: said as Purpose | undefined, ...readText(parameter) };
}

/** @throws CrmError */
export function readText(parameter: Parameters): Omit<Content, 'purpose'> {
	if (parameter.value('contentFrom') === 'template') return { template: parameter.requiredText('template', templateLabel) };
	checkVariables(parameter, 'subject', subjectLabel);
	checkVariables(parameter, 'body', bodyLabel);
	checkVariables(parameter, 'options.html', htmlLabel);
	const body = parameter.requiredText('body', bodyLabel);
	const [subject, html] = [parameter.text('subject', subjectLabel), parameter.text('options.html', htmlLabel)];
	return { content: { subject, body, html, ...readForm(parameter) } };
}

/** A variable of ours inside an expression, where all names of n8n begin with $ or a capital. */
const ourVariable = /\{\{\s*([a-z]\w*(?:\.\w+)*)\s*\}\}/;

/** n8n puts nothing in its place, and the text would go out without the name. @throws CrmError */
function checkVariables(parameter: Parameters, path: string, label: Text): void {
	const typed = parameter.typed(path);
	const [, variable] = typeof typed === 'string' && typed.startsWith('=') ? (ourVariable.exec(typed) ?? []) : [];
	if (variable === undefined) return;
	throw badParameter(label, path, {
		en: `is an n8n expression, in which {{${variable}}} is empty: switch the field to Fixed, and give what other nodes know under Options → Variables`,
		'zh-CN': `是 n8n 表达式，其中的 {{${variable}}} 为空：请将该字段切换为 Fixed，其他节点的数据可填入“选项 → 变量”`,
	});
}
