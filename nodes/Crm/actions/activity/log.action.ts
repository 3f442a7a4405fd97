import { objects } from '../../../../core';
import type { CrmRecord, LogInput } from '../../../../core/crm';
import type { CrmObject, Field, ObjectName } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { formProperty, objectOptions } from '../../../shared/schemaForm';
import { toStoredTime } from '../../../shared/time';

const activity = objects.get('activity');

const referenceTo = (object: ObjectName) => activity.fields.find(({ ref }) => ref === object);

/** What an activity can be about: every object with an owner that it refers to. */
const subjects: CrmObject[] = objects.all.filter(({ name, scope }) => referenceTo(name) && scope && 'owner' in scope);

const aboutLabel: Text = { en: 'About', 'zh-CN': '关联对象' };

const aboutProperty: PropertySpec = {
	displayName: aboutLabel,
	name: 'about',
	type: 'options',
	default: 'lead',
	options: objectOptions(subjects),
};

const subjectLocators = subjects.map(({ name }): PropertySpec => ({
	...locatorFor(name),
	displayOptions: { show: { about: [name] } },
}));

const always = new Set(['method', 'detail', 'result', 'nextStep', 'nextStepOn']);

const enterable = activity.fields.filter((field) => !field.system && !field.readOnly && !subjects.some(({ name }) => name === field.ref));

/** The time of an activity is now when nobody says otherwise. */
const entry = (field: Field): PropertySpec => formProperty(field.name === 'at' ? { ...field, required: false } : field);

const formFields = enterable.filter(({ name }) => always.has(name)).map(entry);

const optionFields = enterable.filter(({ name }) => !always.has(name)).map(entry);

const logOptions = optionsProperty([...optionFields, idempotencyOption]);

function readForm(parameter: Parameters): Record<string, unknown> {
	const given = enterable.map(({ name, type }): [string, unknown] => {
		const value = parameter.value(always.has(name) ? name : `options.${name}`);
		return [name, toStoredTime(value, type, parameter.timezone)];
	});
	return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

export const logActivity = defineAction<Omit<LogInput, 'item'>, { activity: CrmRecord; task?: CrmRecord }>({
	resource: 'activity',
	operation: 'log',
	text: { en: ['Log', 'Log an activity'], 'zh-CN': ['记录跟进', '记录一次跟进'] },
	description: {
		en: 'Record a follow-up; a next step with a date becomes a task',
		'zh-CN': '记录一次跟进；填写下一步及日期会自动生成任务',
	},
	properties: [aboutProperty, ...subjectLocators, ...formFields, logOptions],
	read: (parameter) => {
		const about = parameter.requiredText('about', aboutLabel) as ObjectName;
		const reference = referenceTo(about)?.name ?? about;
		return {
			fields: { ...readForm(parameter), [reference]: readLocator(parameter, about) },
			idempotencyKey: readIdempotencyKey(parameter),
		};
	},
	run: async (crm, inputs) => await crm.engagement.log(inputs),
	emit: (value) => [{ json: { ...value } }],
});
