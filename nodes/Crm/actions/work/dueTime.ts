import type { Input, Outcome } from '../../../../core/context';
import type { Crm, WorkingDelay, WorkingTimeInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { dynamicOption } from '../../../shared/dynamicOption';
import { badParameter } from '../../../shared/errors';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { toStoredTime } from '../../../shared/time';

const dueLabel: Text = { en: 'Due', 'zh-CN': '到期方式' };
const dueAtLabel: Text = { en: 'Due At', 'zh-CN': '到期时间' };
const amountLabel: Text = { en: 'Amount', 'zh-CN': '时长' };
const unitLabel: Text = { en: 'Unit', 'zh-CN': '单位' };
const atTimeLabel: Text = { en: 'At', 'zh-CN': '时刻' };
const calendarLabel: Text = { en: 'Holiday Calendar', 'zh-CN': '节假日日历' };
const countFromLabel: Text = { en: 'Count From', 'zh-CN': '起算时间' };
const notAfterLabel: Text = { en: 'Not After', 'zh-CN': '最晚时间' };
const lateAfterLabel: Text = { en: 'Late After (Hours)', 'zh-CN': '逾期时限（小时）' };

const units = ['minutes', 'hours', 'days'] as const;

/** When it is due. */
export const dueProperties: readonly PropertySpec[] = [
	{
		displayName: dueLabel,
		name: 'due',
		type: 'options',
		noDataExpression: true,
		ordered: true,
		default: 'at',
		options: [
			{ name: { en: 'At a Time', 'zh-CN': '指定时间' }, value: 'at' },
			{
				name: { en: 'After Working Time', 'zh-CN': '若干工作时间后' },
				value: 'after',
				description: { en: 'Such as 2 working hours from now', 'zh-CN': '例如 2 个工作小时后' },
			},
			{
				name: { en: 'On the Next Working Day', 'zh-CN': '下一个工作日' },
				value: 'nextDay',
				description: { en: 'Such as 10:00 of the next working day', 'zh-CN': '例如下一个工作日 10:00' },
			},
		],
	},
	{ displayName: dueAtLabel, name: 'dueAt', type: 'dateTime', required: true, default: '', displayOptions: { show: { due: ['at'] } } },
	{
		displayName: amountLabel,
		name: 'amount',
		type: 'number',
		default: 2,
		typeOptions: { minValue: 0 },
		displayOptions: { show: { due: ['after'] } },
	},
	{
		displayName: unitLabel,
		name: 'unit',
		type: 'options',
		ordered: true,
		default: 'hours',
		options: [
			{ name: { en: 'Working Minutes', 'zh-CN': '工作分钟' }, value: 'minutes' },
			{ name: { en: 'Working Hours', 'zh-CN': '工作小时' }, value: 'hours' },
			{ name: { en: 'Working Days', 'zh-CN': '工作日' }, value: 'days' },
		],
		displayOptions: { show: { due: ['after'] } },
	},
	{
		displayName: atTimeLabel,
		name: 'atTime',
		type: 'string',
		required: true,
		default: '10:00',
		placeholder: { en: 'e.g. 10:00', 'zh-CN': '例如 10:00' },
		displayOptions: { show: { due: ['nextDay'] } },
	},
];

/** More about the time, in the action's options. */
export const dueOptions: readonly PropertySpec[] = [
	{
		displayName: countFromLabel,
		name: 'countFrom',
		type: 'dateTime',
		default: '',
		description: { en: 'Where working time begins to count; default: now', 'zh-CN': '工作时间从何时开始计算，默认为现在' },
	},
	{
		...dynamicOption({ name: 'calendar', label: calendarLabel, method: 'holidayCalendars' }),
		hint: {
			en: "Default: the calendar of the team of the record's owner, then the company's",
			'zh-CN': '默认使用记录负责人所在团队的日历，其次为公司的日历',
		},
	},
	{
		displayName: { en: 'Go by Weekdays in Unknown Years', 'zh-CN': '未知年份按星期计算' },
		name: 'byWeekdays',
		type: 'boolean',
		default: true,
		description: {
			en: 'Whether to go by the weekdays in a year whose holidays are not known yet, instead of refusing',
			'zh-CN': '是否在节假日尚未公布的年份按星期计算，而不是报错',
		},
	},
	{
		displayName: lateAfterLabel,
		name: 'lateAfterHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 24,
		description: {
			en: 'What nobody took so many hours after its due time is listed as late and not done any more',
			'zh-CN': '到期后超过该小时数仍未处理的事项会列为逾期，不再执行',
		},
	},
	{
		displayName: notAfterLabel,
		name: 'notAfter',
		type: 'dateTime',
		default: '',
		description: { en: 'The same as a time of its own, which wins', 'zh-CN': '直接指定最晚时间；同时填写时以此为准' },
	},
];

/** A moment as the core stores it. @throws CrmError */
function readTime(parameter: Parameters, path: string, label: Text): string | undefined {
	const value = parameter.value(path);
	if (value === undefined || value === null || value === '') return undefined;
	const time = toStoredTime(value, 'dateTime', parameter.timezone);
	if (typeof time === 'string' && !Number.isNaN(Date.parse(time))) return new Date(time).toISOString();
	throw badParameter(label, path, { en: 'must be a time', 'zh-CN': '应为时间' });
}

function readDelay(parameter: Parameters, due: unknown): WorkingDelay {
	if (due === 'nextDay') return { unit: 'nextDay', at: parameter.requiredText('atTime', atTimeLabel) };
	const unit = units.find((known) => known === parameter.value('unit'));
	const amount = parameter.number('amount', amountLabel, { min: 0 });
	if (!unit) throw badParameter(unitLabel, 'unit', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	if (amount === undefined) throw badParameter(amountLabel, 'amount', { en: 'is missing', 'zh-CN': '未填写' });
	return { unit, amount };
}

/** When something is due: a time, or what it follows from. */
export interface Due {
	readonly at: string | Pick<WorkingTimeInput, 'delay' | 'from' | 'calendar' | 'byWeekdays'>;
	readonly lateAfterHours?: number;
	readonly notAfter?: string;
}

/** @throws CrmError */
export function readDue(parameter: Parameters): Due {
	const due = parameter.value('due') ?? 'at';
	const late = {
		lateAfterHours: parameter.number('options.lateAfterHours', lateAfterLabel, { min: 0 }),
		notAfter: readTime(parameter, 'options.notAfter', notAfterLabel),
	};
	if (due !== 'at') {
		const from = readTime(parameter, 'options.countFrom', countFromLabel);
		const calendar = parameter.text('options.calendar', calendarLabel);
		const byWeekdays = parameter.flag('options.byWeekdays');
		return { ...late, at: { delay: readDelay(parameter, due), from, calendar, byWeekdays } };
	}
	const at = readTime(parameter, 'dueAt', dueAtLabel);
	if (at === undefined) throw badParameter(dueAtLabel, 'dueAt', { en: 'is missing', 'zh-CN': '未填写' });
	return { ...late, at };
}

const hour = 3_600_000;

const timesOf = ({ lateAfterHours, notAfter }: Due, dueAt: string) => {
	const late = lateAfterHours === undefined ? undefined : new Date(Date.parse(dueAt) + lateAfterHours * hour).toISOString();
	return { dueAt, notAfter: notAfter ?? late };
};

type Timed<I> = Omit<I, 'due'> & { readonly dueAt: string; readonly notAfter?: string };

type About = Pick<WorkingTimeInput, 'object' | 'recordId'>;

/** Works out when each input is due, and goes on with those for which that is known; one outcome an input. */
export async function withDueTimes<I extends Input & About & { readonly due: Due }, T>(
	crm: Crm,
	inputs: readonly I[],
	next: (timed: Array<Timed<I>>) => Promise<Array<Outcome<T>>>,
): Promise<Array<Outcome<T>>> {
	const delayed = inputs.flatMap(({ item, due, object, recordId }) =>
		typeof due.at === 'string' ? [] : [{ item, object, recordId, ...due.at }],
	);
	const moments = delayed.length > 0 ? await crm.calendars.addWorkingTime(delayed) : [];
	const moment = new Map(delayed.map(({ item }, at) => [item, moments[at]]));
	const failed = new Map<number, Outcome<T>>();
	const timed = inputs.flatMap((input): Array<Timed<I>> => {
		const { due, ...rest } = input;
		const found = moment.get(input.item);
		if (found?.ok === false) failed.set(input.item, found);
		const at = typeof due.at === 'string' ? due.at : found?.ok === true ? found.value.at : undefined;
		return at === undefined ? [] : [{ ...rest, ...timesOf(due, at) }];
	});
	const done = timed.length > 0 ? await next(timed) : [];
	const outcomes = new Map([...failed, ...timed.map(({ item }, at) => [item, done[at]] as const)]);
	return inputs.map(({ item }) => outcomes.get(item) as Outcome<T>);
}
