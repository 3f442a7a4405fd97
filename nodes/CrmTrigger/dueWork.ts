import { ownWork, workKinds } from '../../core/work';
import type { Text } from '../../core/text';
import type { PropertySpec } from '../shared/property';

/** Stands among the events that start a workflow. */
export const dueWork = 'dueWork';

export const dueWorkEvent: { readonly value: string; readonly text: Text } = {
	value: dueWork,
	text: { en: 'Due Work', 'zh-CN': '到期事项' },
};

export const dueKindsLabel: Text = { en: 'Kinds of Due Work', 'zh-CN': '到期事项类型' };
export const dueNamesLabel: Text = { en: 'Names of Own Work', 'zh-CN': '自定义事项的名称' };
export const completeWithinLabel: Text = { en: 'Complete With a Node Within (Minutes)', 'zh-CN': '由节点完成的时限（分钟）' };
export const batchLabel: Text = { en: 'Items per Execution', 'zh-CN': '每次执行的事项数' };
export const batchRange = { min: 1, max: 1000 };
export const completeWithinRange = { min: 1, max: 60 * 24 * 31 };

/** Which due work is wanted. No expressions: the outputs follow from what is chosen here. */
export const dueWorkProperties: readonly PropertySpec[] = [
	{
		displayName: dueKindsLabel,
		name: 'dueKinds',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		default: [],
		options: workKinds.map(({ name, text, description }) => ({ name: text, value: name, description })),
		displayOptions: { show: { events: [dueWork] } },
		description: {
			en: 'Each kind leaves the node by an output of its own, and goes to one active workflow only',
			'zh-CN': '每种类型从各自的输出端送出，且只能由一个启用的工作流处理',
		},
	},
	{
		displayName: dueNamesLabel,
		name: 'dueNames',
		type: 'string',
		required: true,
		noDataExpression: true,
		default: '',
		placeholder: { en: 'e.g. Renewal Reminder, Call Back', 'zh-CN': '例如 续约提醒，回访' },
		displayOptions: { show: { events: [dueWork], dueKinds: [ownWork] } },
		description: {
			en: 'The names under which a CRM node schedules it, separated by commas; each has an output of its own',
			'zh-CN': '用 CRM 节点安排事项时填写的名称，多个名称用逗号分隔；每个名称对应一个输出端',
		},
	},
];

/** For nodes that do much at once in less time, such as to send one mass message to all. */
export const batchOption: PropertySpec = {
	displayName: batchLabel,
	name: 'batch',
	type: 'number',
	typeOptions: { minValue: batchRange.min, maxValue: batchRange.max },
	default: 100,
	description: {
		en: 'How many items of due work of one kind an execution gets at most (one without this option). When it fails, each of them comes again alone.',
		'zh-CN': '每次执行最多处理多少条同类到期事项（不设置则为一条）。执行失败时，其中各条会单独重新送出。',
	},
};

/** For work whose end is not the end of the execution. */
export const completeWithinOption: PropertySpec = {
	displayName: completeWithinLabel,
	name: 'completeWithin',
	type: 'number',
	typeOptions: { minValue: completeWithinRange.min, maxValue: completeWithinRange.max },
	default: 60,
	description: {
		en: 'Due work is then done when a CRM node says so with Due Work → Complete, not when the execution ends; after this time it comes again',
		'zh-CN': '启用后，到期事项由 CRM 节点的“到期事项 → 完成”标记为完成，而不是在执行结束时自动完成；超过此时限会再次送出',
	},
};
