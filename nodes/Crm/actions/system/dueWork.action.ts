import type { DueWork, WorkQuery } from '../../../../core/crm';
import { listEntries } from '../../../../core/filter';
import type { Text } from '../../../../core/text';
import { ownWork, storedKind, workKinds } from '../../../../core/work';
import { defineAction } from '../../../shared/action';
import { each } from '../../../shared/each';
import { collect, pagingProperties, readLimit } from '../../../shared/paging';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { readRecord, recordProperties } from '../../../shared/aboutRecord';
import { emitWork } from '../work/workItem';

const states: ReadonlyArray<{ value: NonNullable<WorkQuery['states']>[number]; name: Text; description: Text }> = [
	{
		value: 'waiting',
		name: { en: 'Waiting', 'zh-CN': '等待中' },
		description: { en: 'Due later, or to be tried again soon', 'zh-CN': '尚未到期，或稍后重试' },
	},
	{
		value: 'running',
		name: { en: 'Running', 'zh-CN': '处理中' },
		description: { en: 'A workflow has it', 'zh-CN': '正由工作流处理' },
	},
	{
		value: 'late',
		name: { en: 'Late', 'zh-CN': '已逾期' },
		description: { en: 'Nobody took it in time; it is not done any more', 'zh-CN': '未能及时处理，不再执行' },
	},
	{
		value: 'dead',
		name: { en: 'Failed (Dead)', 'zh-CN': '已失败（死信）' },
		description: { en: 'Given up on after its failures', 'zh-CN': '多次失败后已放弃' },
	},
];

/** Which due work is meant, in a list and where a record's is cancelled. */
export const kindsProperties: readonly PropertySpec[] = [
	{
		displayName: { en: 'Kinds', 'zh-CN': '类型' },
		name: 'dueKinds',
		type: 'multiOptions',
		default: [],
		options: workKinds
			.filter(({ name }) => name !== ownWork)
			.map(({ name, text, description }) => ({ name: text, value: name, description })),
		description: { en: 'All kinds when neither a kind nor a name is given', 'zh-CN': '类型和名称均不填写则为全部' },
	},
	{
		displayName: { en: 'Names of Own Work', 'zh-CN': '自定义事项的名称' },
		name: 'dueNames',
		type: 'string',
		default: '',
		placeholder: { en: 'e.g. Renewal Reminder', 'zh-CN': '例如 续约提醒' },
		description: { en: 'Several values are separated by commas', 'zh-CN': '多个值用逗号分隔' },
	},
];

/** Kinds as they are stored; undefined for all. */
export function readKinds(parameter: Parameters): string[] | undefined {
	const kinds = listEntries(parameter.value('dueKinds')).map(String);
	const names = listEntries(parameter.value('dueNames')).map((name) => storedKind(ownWork, String(name).trim()));
	return kinds.length + names.length > 0 ? [...kinds, ...names] : undefined;
}

const statesProperty: PropertySpec = {
	displayName: { en: 'States', 'zh-CN': '状态' },
	name: 'states',
	type: 'multiOptions',
	default: [],
	ordered: true,
	options: [...states],
	description: { en: 'All of them when none is chosen', 'zh-CN': '不选则为全部' },
};

const readStates = (parameter: Parameters): WorkQuery['states'] => {
	const chosen = listEntries(parameter.value('states'));
	return states.map(({ value }) => value).filter((value) => chosen.includes(value));
};

type Params = Pick<WorkQuery, 'states' | 'kinds' | 'object' | 'recordId' | 'limit'>;

export const listDueWork = defineAction<Params, DueWork[]>({
	resource: 'system',
	operation: 'dueWork',
	text: { en: ['Get Many Due Work', 'Get many due work'], 'zh-CN': ['获取多条到期事项', '获取多条到期事项'] },
	description: {
		en: 'List what is due or will be, the earliest first: what waits, runs, is late or has failed, of all kinds or some, of a record',
		'zh-CN': '按到期时间列出到期事项：等待中、处理中、已逾期或已失败的，可按类型和记录筛选',
	},
	properties: [statesProperty, ...kindsProperties, ...recordProperties, ...pagingProperties],
	once: true,
	read: (parameter) => ({
		states: readStates(parameter),
		kinds: readKinds(parameter),
		...readRecord(parameter),
		limit: readLimit(parameter),
	}),
	run: async (crm, inputs) =>
		await each(
			inputs,
			async ({ states: wanted, kinds, object, recordId, limit }) =>
				await collect(limit, async (page) => {
					const { work, nextCursor } = await crm.work.list({ states: wanted, kinds, object, recordId, ...page });
					return { entries: work, nextCursor };
				}),
		),
	emit: (works) => works.flatMap(emitWork),
});
