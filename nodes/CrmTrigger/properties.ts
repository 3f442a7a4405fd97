import type { ExpressionString } from 'n8n-workflow';

import { objects } from '../../core';
import { fieldChanged, recordEvents } from '../../core/triggers';
import type { Locale, Text } from '../../core/text';
import { dynamicOptions } from '../shared/dynamicOption';
import { optionsProperty } from '../shared/commonOptions';
import type { PropertySpec } from '../shared/property';
import { objectOptions } from '../shared/schemaForm';
import { outputPerEventProperty, recorded } from './outputs';
import { batchOption, completeWithinOption, dueWorkEvent, dueWorkProperties } from './dueWork';

export const maxDepthLabel: Text = { en: 'Most Workflows in a Row', 'zh-CN': '连锁触发的最大层数' };
export const parallelLabel: Text = { en: 'Parallel Executions', 'zh-CN': '并行执行数' };
export const replayFromLabel: Text = { en: 'Replay From', 'zh-CN': '重放起始时间' };
export const maxDepthRange = { min: 1, max: 1000 };
export const parallelRange = { min: 1, max: 1000 };

const allEvents = [...recorded, dueWorkEvent];

const eventsProperty: PropertySpec = {
	displayName: { en: 'Events', 'zh-CN': '事件' },
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [],
	options: allEvents.map(({ value, text }) => ({ name: text, value })),
	description: {
		en: 'What starts the workflow; a test in the editor shows the latest such event, or the next due work, with its record as it is now',
		'zh-CN': '哪些事件会启动工作流；在编辑器中测试时显示最近一次此类事件（或下一条到期事项），其中的记录为当前状态',
	},
};

/** The chosen events in the user's words, below the node on the canvas. */
export function eventsSubtitle(locale: Locale): ExpressionString {
	const words = Object.fromEntries(allEvents.map(({ value, text }) => [value, text[locale]]));
	const comma: Text = { en: ', ', 'zh-CN': '、' };
	return `={{ $parameter["events"].map((event) => (${JSON.stringify(words)})[event]).join("${comma[locale]}") }}`;
}

const objectsProperty: PropertySpec = {
	displayName: { en: 'Record Types', 'zh-CN': '记录类型' },
	name: 'objects',
	type: 'multiOptions',
	default: [],
	options: objectOptions(objects.all.filter(({ policy }) => !policy)),
	// A lifecycle event names its record already: with another type chosen here it would never come.
	displayOptions: { show: { events: recordEvents.map(({ value }) => value) } },
	description: {
		en: 'Only events of these records start the workflow; all of them when nothing is chosen',
		'zh-CN': '仅这些类型的记录会启动工作流；不选则为全部',
	},
};

const changedFieldsProperty: PropertySpec = {
	...dynamicOptions({
		name: 'changedFields',
		label: { en: 'Changed Field', 'zh-CN': '变更的字段' },
		method: 'eventFields',
		dependsOn: ['objects'],
	}),
	displayOptions: { show: { events: [fieldChanged] } },
};

const startProperty: PropertySpec = {
	displayName: { en: 'Start', 'zh-CN': '起始位置' },
	name: 'start',
	type: 'options',
	default: 'resume',
	ordered: true,
	// Due work has no past: what nobody took is still due.
	displayOptions: { show: { events: recorded.map(({ value }) => value) } },
	options: [
		{
			name: { en: 'Where It Stopped (at First: Now)', 'zh-CN': '从上次停止处继续（首次：从现在开始）' },
			value: 'resume',
			description: {
				en: 'Events while the workflow was off are delivered when it is on again; a new workflow begins now',
				'zh-CN': '工作流停用期间的事件会在启用后补发；新工作流从现在开始',
			},
		},
		{
			name: { en: 'Now', 'zh-CN': '从现在开始' },
			value: 'skipMissed',
			description: {
				en: 'Events while the workflow was off are left out; those while n8n was restarted are not',
				'zh-CN': '忽略工作流停用期间的事件；n8n 重启期间的事件仍会投递',
			},
		},
		{
			name: { en: 'Replay From a Time', 'zh-CN': '从指定时间重放' },
			value: 'replay',
			description: {
				en: 'Events since then are delivered again, once; choose another time to repeat it',
				'zh-CN': '将该时间之后的事件重新投递一次；如需再次重放，请选择其他时间',
			},
		},
	],
};

const replayFromProperty: PropertySpec = {
	displayName: replayFromLabel,
	name: 'replayFrom',
	type: 'dateTime',
	required: true,
	default: '',
	displayOptions: { show: { events: recorded.map(({ value }) => value), start: ['replay'] } },
};

const options = optionsProperty([
	completeWithinOption,
	batchOption,
	{
		displayName: maxDepthLabel,
		name: 'maxDepth',
		type: 'number',
		typeOptions: { minValue: maxDepthRange.min, maxValue: maxDepthRange.max },
		default: 5,
		description: {
			en: 'How many workflows may start each other in a row through events; beyond that an event is stopped and the loop is named among the failed events (dead letters)',
			'zh-CN': '工作流通过事件连续相互触发的最大层数；超过后事件会被停止，并在失败事件（死信）中指出循环',
		},
	},
	{
		displayName: parallelLabel,
		name: 'maxParallel',
		type: 'number',
		typeOptions: { minValue: parallelRange.min, maxValue: parallelRange.max },
		default: 20,
		description: { en: 'How many executions of this workflow may run at the same time', 'zh-CN': '此工作流可同时运行的执行数' },
	},
]);

/** The trigger's parameters. */
export const triggerProperties: readonly PropertySpec[] = [
	eventsProperty,
	outputPerEventProperty,
	...dueWorkProperties,
	objectsProperty,
	changedFieldsProperty,
	startProperty,
	replayFromProperty,
	options,
];
