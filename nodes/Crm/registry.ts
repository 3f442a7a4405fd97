import { objects } from '../../core';
import type { CrmObject, ObjectName } from '../../core/schema/types';
import type { Registry } from '../shared/registry';
import { logActivity } from './actions/activity/log.action';
import { defineField } from './actions/field/define.action';
import { listFields } from './actions/field/list.action';
import { defineHolidayCalendar } from './actions/holidayCalendar/define.action';
import { importRecords } from './actions/import/run.action';
import { listImports } from './actions/import/list.action';
import { previewImport } from './actions/import/preview.action';
import { undoImport } from './actions/import/undo.action';
import { assignOwner } from './actions/ownership/assign.action';
import { recordActions } from './actions/record/recordActions';
import { cancelDueWork } from './actions/system/cancelDueWork.action';
import { listDeadLetters } from './actions/system/deadLetters.action';
import { listDueWork } from './actions/system/dueWork.action';
import { checkHealth } from './actions/system/health.action';
import { loadDemo } from './actions/system/loadDemo.action';
import { removeDemo } from './actions/system/removeDemo.action';
import { retryDeadLetter } from './actions/system/retryDeadLetter.action';
import { listSetupProblems } from './actions/system/setupProblems.action';
import { completeWork } from './actions/work/complete.action';
import { failWork } from './actions/work/fail.action';
import { rescheduleWork } from './actions/work/reschedule.action';
import { scheduleWork } from './actions/work/schedule.action';

/** The objects that people work with every day; the others follow. */
const everyday: readonly ObjectName[] = [
	'lead',
	'activity',
	'customer',
	'contact',
	'task',
	'opportunity',
	'opportunityProduct',
	'opportunityContact',
	'contract',
	'contractProduct',
	'product',
	'productLine',
	'priceBook',
	'price',
	'exchangeRate',
];

const rank = ({ name }: CrmObject) => (everyday.includes(name) ? everyday.indexOf(name) : everyday.length);

/** Objects whose records people keep, in the order of the lists. */
const recordObjects = objects.all.filter(({ policy }) => !policy).sort((a, b) => rank(a) - rank(b));

/** Set-up that people list and delete here, and define where it is used; a field has actions of its own. */
const setUpObjects = objects.all.filter(({ policy, name }) => policy && name !== 'field');

/** What the CRM node can do. */
export const crmRegistry: Registry = {
	resources: [
		...recordObjects.map(({ name, label }) => ({ name, text: label })),
		{ name: 'field', text: objects.get('field').label },
		{ name: 'import', text: { en: 'Import', 'zh-CN': '导入' } },
		{ name: 'work', text: { en: 'Due Work', 'zh-CN': '到期事项' } },
		{ name: 'ownership', text: { en: 'Ownership', 'zh-CN': '归属' } },
		{ name: 'system', text: { en: 'System', 'zh-CN': '系统' } },
		...setUpObjects.map(({ name, label }) => ({ name, text: label })),
	],
	actions: [
		logActivity,
		...recordObjects.flatMap(recordActions),
		defineField,
		listFields,
		previewImport,
		importRecords,
		undoImport,
		listImports,
		scheduleWork,
		completeWork,
		rescheduleWork,
		failWork,
		assignOwner,
		listSetupProblems,
		loadDemo,
		removeDemo,
		checkHealth,
		listDeadLetters,
		retryDeadLetter,
		listDueWork,
		cancelDueWork,
		defineHolidayCalendar,
		...setUpObjects.flatMap(recordActions),
	],
};
