import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { actionText } from './wording';

export const restoreRecord = (object: CrmObject) =>
	defineAction<{ id: string }>({
		resource: object.name,
		operation: 'restore',
		text: actionText(object, {
			name: { en: 'Restore', 'zh-CN': '恢复' },
			action: { en: 'Restore {}', 'zh-CN': '恢复{}' },
		}),
		description: { en: 'Bring a deleted record back', 'zh-CN': '找回已删除的记录' },
		properties: [locatorFor(object.name)],
		read: (parameter) => ({ id: readLocator(parameter, object.name) }),
		run: async (crm, inputs) => await crm.records.restore(object.name, inputs),
	});
