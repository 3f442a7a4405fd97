import type { Scheduled, WorkPayload } from '../../../../core/crm';
import type { ObjectName } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { ownWork, storedKind } from '../../../../core/work';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { badParameter } from '../../../shared/errors';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { readRecord, recordProperties } from '../../../shared/aboutRecord';
import { dueOptions, dueProperties, readDue, withDueTimes, type Due } from './dueTime';
import { workJson } from './workItem';

const nameLabel: Text = { en: 'Name', 'zh-CN': '名称' };
const dataLabel: Text = { en: 'Data', 'zh-CN': '附加数据' };

const nameProperty: PropertySpec = {
	displayName: nameLabel,
	name: 'workName',
	type: 'string',
	required: true,
	default: '',
	placeholder: { en: 'e.g. Renewal Reminder', 'zh-CN': '例如 续约提醒' },
	description: {
		en: 'A CRM Trigger with the event Due Work, the kind Own Work and this name gets it when it is due',
		'zh-CN': '到期时由事件为“到期事项”、类型为“自定义事项”且名称相同的 CRM Trigger 取得',
	},
};

const dataProperty: PropertySpec = {
	displayName: dataLabel,
	name: 'data',
	type: 'fixedCollection',
	default: {},
	placeholder: { en: 'Add Value', 'zh-CN': '添加数据' },
	typeOptions: { multipleValues: true },
	description: {
		en: 'What the workflow is to get in payload when it is due: IDs and codes, no personal data, as it is not erased with a person',
		'zh-CN': '到期时随 payload 一并送出的内容：仅限 ID 和代码，请勿填写个人信息（不会随个人资料一起删除）',
	},
	options: [
		{
			name: 'items',
			displayName: { en: 'Value', 'zh-CN': '数据' },
			values: [
				{ displayName: nameLabel, name: 'name', type: 'string', default: '' },
				{ displayName: { en: 'Value', 'zh-CN': '值' }, name: 'value', type: 'string', default: '' },
			],
		},
	],
};

/** @throws CrmError for a list or an object */
function readData(parameter: Parameters): WorkPayload | null {
	const entries = parameter.entries('data.items').map(({ name, value }) => {
		if (typeof value === 'object' && value !== null)
			throw badParameter(dataLabel, 'data', { en: 'must be text, not a list or an object', 'zh-CN': '应为文本，不能是列表或对象' });
		return [String(name), (value ?? null) as WorkPayload[string]] as const;
	});
	return entries.length > 0 ? Object.fromEntries(entries) : null;
}

interface Params {
	readonly kind: string;
	readonly object?: ObjectName;
	readonly recordId?: string;
	readonly due: Due;
	readonly key?: string;
	readonly payload: WorkPayload | null;
}

export const scheduleWork = defineAction<Params, Scheduled>({
	resource: 'work',
	operation: 'schedule',
	text: { en: ['Schedule', 'Schedule due work'], 'zh-CN': ['安排', '安排到期事项'] },
	description: {
		en: 'Have a workflow started at a time, such as a reminder for a customer in 2 working hours; with the same name and key it is scheduled once',
		'zh-CN': '让工作流在指定时间启动，例如 2 个工作小时后提醒跟进客户；名称和防重复键相同的只安排一次',
	},
	properties: [nameProperty, ...recordProperties, ...dueProperties, dataProperty, optionsProperty([...dueOptions, idempotencyOption])],
	read: (parameter) => ({
		kind: storedKind(ownWork, parameter.requiredText('workName', nameLabel)),
		...readRecord(parameter),
		due: readDue(parameter),
		key: readIdempotencyKey(parameter),
		payload: readData(parameter),
	}),
	run: async (crm, inputs) => await withDueTimes(crm, inputs, async (timed) => await crm.work.schedule(timed)),
	emit: ({ work, repeated }) => [{ json: { ...workJson(work), repeated } }],
});
