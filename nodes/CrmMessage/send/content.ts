import type { Purpose } from '../../../core/channels/channel';
import type { NewMessage } from '../../../core/crm';
import type { Text } from '../../../core/text';
import { objects } from '../../../core';
import { dynamicOption } from '../../shared/dynamicOption';
import { badParameter } from '../../shared/errors';
import type { Parameters } from '../../shared/parameters';
import type { PropertySpec } from '../../shared/property';
import { formProperties, readForm } from './channelData';
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

const fromProperty: PropertySpec = forNew({
	displayName: { en: 'Content', 'zh-CN': '内容' },
	name: 'contentFrom',
	type: 'options',
	noDataExpression: true,
	ordered: true,
	default: 'written',
	options: [
		{ name: { en: 'Define Below', 'zh-CN': '在下方填写' }, value: 'written' },
		{ name: templateLabel, value: 'template' },
	],
});

const when = (from: string, property: PropertySpec): PropertySpec =>
	forNew({ ...property, displayOptions: { show: { contentFrom: [from] } } });

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
export const contentProperties: readonly PropertySpec[] = [purposeProperty, ...textProperties, ...formProperties];

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
	const body = parameter.requiredText('body', bodyLabel);
	const [subject, html] = [parameter.text('subject', subjectLabel), parameter.text('options.html', htmlLabel)];
	return { content: { subject, body, html, ...readForm(parameter) } };
}
