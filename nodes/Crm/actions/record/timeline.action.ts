import type { TimelineEntry } from '../../../../core/crm';
import type { CrmObject } from '../../../../core/schema/types';
import { defineAction } from '../../../shared/action';
import { each } from '../../../shared/each';
import { instanceLocale } from '../../../shared/locale';
import { collect, pagingProperties, readLimit } from '../../../shared/paging';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { timelineSummary } from './timelineSummary';
import { actionText } from './wording';

export const getTimeline = (object: CrmObject) =>
	defineAction<{ id: string; limit: number; timezone: string }, TimelineEntry[]>({
		resource: object.name,
		operation: 'timeline',
		text: actionText(object, {
			name: { en: 'Get Timeline', 'zh-CN': '获取时间线' },
			action: { en: 'Get the timeline of {}', 'zh-CN': '获取{}的时间线' },
		}),
		description: {
			en: 'Every change, follow-up and task of a record, newest first',
			'zh-CN': '记录的所有变更、跟进和任务，最新的在前',
		},
		properties: [locatorFor(object.name), ...pagingProperties],
		read: (parameter) => ({ id: readLocator(parameter, object.name), limit: readLimit(parameter), timezone: parameter.timezone }),
		run: async (crm, inputs) =>
			await each(inputs, async ({ id, limit }) => await collect(limit, async (page) => await crm.records.timeline(object.name, id, page))),
		emit: (entries, { timezone }, objects) =>
			entries.map(({ at, ...entry }) => ({
				json: { at, summary: timelineSummary({ at, ...entry }, objects, { locale: instanceLocale(), timezone }), ...entry },
			})),
	});
