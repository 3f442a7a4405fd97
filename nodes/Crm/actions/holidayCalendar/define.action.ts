import { objects } from '../../../../core';
import type { FieldsInput } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import type { PropertySpec } from '../../../shared/property';
import { policyForm, readPolicy } from '../../../shared/schemaForm';

const holidayCalendar = objects.get('holidayCalendar');

const time = (name: 'from' | 'to', label: PropertySpec['displayName'], usual: string): PropertySpec => ({
	displayName: label,
	name,
	type: 'string',
	default: usual,
	placeholder: { en: `e.g. ${usual}`, 'zh-CN': `例如 ${usual}` },
});

export const defineHolidayCalendar = defineAction<Omit<FieldsInput, 'item'>>({
	resource: 'holidayCalendar',
	operation: 'define',
	text: { en: ['Define', 'Define a holiday calendar'], 'zh-CN': ['定义', '定义节假日日历'] },
	description: {
		en: 'Make the holiday calendar of this name, or change it: time zone, weekly working hours, public holidays, and days off or make-up days of your own. A team has the calendar that is set in it, everyone else the oldest active one.',
		'zh-CN':
			'创建该名称的节假日日历，若已存在则修改：时区、每周工作时间、公共假期，以及自定的休息日和调休上班日。团队使用其记录中设置的日历，其他人使用最早创建的启用日历。',
	},
	properties: policyForm(holidayCalendar, {
		'workingHours.from': time('from', { en: 'From', 'zh-CN': '开始' }, '09:00'),
		'workingHours.to': time('to', { en: 'To', 'zh-CN': '结束' }, '18:00'),
	}),
	read: (parameter) => ({ fields: readPolicy(parameter, holidayCalendar) }),
	run: async (crm, inputs) => await crm.calendars.define(inputs),
});
