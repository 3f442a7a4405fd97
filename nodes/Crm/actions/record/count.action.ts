import type { Query } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { conditionProperties } from '../../../shared/conditions';
import { each } from '../../../shared/each';
import { listOptions, readQuery } from './listOptions';
import { actionText } from './wording';

export const countRecords = (object: CrmObject) =>
	defineAction<Pick<Query, 'filter' | 'deleted' | 'search'>, { count: number }>({
		resource: object.name,
		operation: 'count',
		text: actionText(object, {
			name: { en: 'Count', 'zh-CN': '计数' },
			action: { en: 'Count {}', 'zh-CN': '统计{}数量' },
			many: true,
		}),
		properties: [...conditionProperties, listOptions],
		read: (parameter) => readQuery(parameter, object.name),
		run: async (crm, inputs) => await each(inputs, async (query) => ({ count: await crm.records.count(object.name, query) })),
	});
