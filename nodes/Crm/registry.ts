import { objects } from '../../core';
import type { Registry } from '../shared/registry';
import { logActivity } from './actions/activity/log.action';
import { assignOwner } from './actions/ownership/assign.action';
import { recordActions } from './actions/record/recordActions';
import { listDeadLetters } from './actions/system/deadLetters.action';
import { checkHealth } from './actions/system/health.action';
import { loadDemo } from './actions/system/loadDemo.action';
import { removeDemo } from './actions/system/removeDemo.action';
import { retryDeadLetter } from './actions/system/retryDeadLetter.action';
import { listSetupProblems } from './actions/system/setupProblems.action';

const recordObjects = objects.all.filter(({ policy }) => !policy);

/** What the CRM node can do. */
export const crmRegistry: Registry = {
	resources: [
		...recordObjects.map(({ name, label }) => ({ name, text: label })),
		{ name: 'ownership', text: { en: 'Ownership', 'zh-CN': '归属' } },
		{ name: 'system', text: { en: 'System', 'zh-CN': '系统' } },
	],
	defaultResource: 'lead',
	actions: [
		...recordObjects.flatMap(recordActions),
		logActivity,
		assignOwner,
		checkHealth,
		listSetupProblems,
		listDeadLetters,
		retryDeadLetter,
		loadDemo,
		removeDemo,
	],
};
