import { objects } from '../../../../core';
import type { CrmRecord, EnrolmentTarget, LeaveInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction, type ActionText } from '../../../shared/action';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { filledIn, simplified, simplifyProperty } from '../../../shared/simplify';
import { cadenceProperty, personKindProperty, readPersonKind } from '../../cadenceParameter';
import { enrolmentProperty, readEnrolment } from './enrolmentParameter';

const noteLabel: Text = { en: 'Note', 'zh-CN': '备注' };

const targetProperty: PropertySpec = {
	displayName: { en: 'Find By', 'zh-CN': '查找方式' },
	name: 'target',
	type: 'options',
	noDataExpression: true,
	default: 'person',
	ordered: true,
	options: [
		{ name: { en: 'Person', 'zh-CN': '客户' }, value: 'person' },
		{ name: { en: 'Cadence Member ID', 'zh-CN': '节奏成员 ID' }, value: 'enrolment' },
	],
};

const shownFor = (target: 'person' | 'enrolment', property: PropertySpec): PropertySpec => ({
	...property,
	displayOptions: { show: { ...property.displayOptions?.show, target: [target] } },
});

const { required: _required, ...anyCadence } = cadenceProperty;

const targetProperties: readonly PropertySpec[] = [
	targetProperty,
	shownFor('person', personKindProperty),
	...(['lead', 'contact'] as const).map((name) =>
		shownFor('person', { ...locatorFor(name), displayOptions: { show: { object: [name] } } }),
	),
	shownFor('person', {
		...anyCadence,
		description: {
			en: 'Empty: all cadences that the person is in. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			'zh-CN': '留空：该客户所在的所有跟进节奏。从列表中选择，或使用<a href="https://docs.n8n.io/code/expressions/">表达式</a>指定 ID。',
		},
	}),
	shownFor('enrolment', enrolmentProperty),
];

const noteProperty: PropertySpec = {
	displayName: noteLabel,
	name: 'note',
	type: 'string',
	default: '',
	description: { en: 'Why the person leaves the cadence', 'zh-CN': '客户退出跟进节奏的原因' },
};

type Params = EnrolmentTarget & { readonly note?: string; readonly simplify: boolean };

function read(parameter: Parameters): Params {
	const note = parameter.text('note', noteLabel);
	const common = { simplify: parameter.flag('simplify'), ...(note !== undefined && { note }) };
	if (parameter.value('target') === 'enrolment') return { ...common, enrolmentId: readEnrolment(parameter) };
	const object = readPersonKind(parameter);
	const cadence = parameter.text('cadence', { en: 'Cadence', 'zh-CN': '跟进节奏' });
	return { ...common, object, id: readLocator(parameter, object), ...(cadence !== undefined && { cadence }) };
}

const leaveAction = (operation: 'exit' | 'pause' | 'resume', text: ActionText, description: Text) =>
	defineAction<Params, readonly CrmRecord[]>({
		resource: 'enrolment',
		operation,
		text,
		description,
		properties: [...targetProperties, ...(operation === 'exit' ? [noteProperty] : []), simplifyProperty],
		read,
		run: async (crm, inputs) => await crm.cadences[operation](inputs as readonly LeaveInput[]),
		emit: (records, { simplify }) =>
			records.map((record) => ({ json: simplify ? filledIn(simplified(objects.get('enrolment'), record)) : record })),
	});

export const exitCadence = leaveAction(
	'exit',
	{ en: ['Exit', 'Take a person out of a cadence'], 'zh-CN': ['退出节奏', '将客户移出跟进节奏'] },
	{
		en: 'Take a person out; nothing more comes due. Gives an item for each cadence that the person was in.',
		'zh-CN': '将客户移出跟进节奏，不再执行后续步骤。客户所在的每个节奏输出一条数据。',
	},
);

export const pauseEnrolment = leaveAction(
	'pause',
	{ en: ['Pause', 'Pause a person in a cadence'], 'zh-CN': ['暂停', '暂停客户的跟进节奏'] },
	{ en: 'Have a person wait at the current step until Resume', 'zh-CN': '让客户停留在当前步骤，直到恢复' },
);

export const resumeEnrolment = leaveAction(
	'resume',
	{ en: ['Resume', 'Resume a person in a cadence'], 'zh-CN': ['恢复', '恢复客户的跟进节奏'] },
	{
		en: 'Have a paused person go on where they were; a step whose time has passed comes due at once',
		'zh-CN': '让已暂停的客户从原步骤继续；已到时间的步骤立即执行',
	},
);
