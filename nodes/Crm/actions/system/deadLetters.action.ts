import type { DeadLetter } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { each } from '../../../shared/each';
import { collect, pagingProperties, readLimit } from '../../../shared/paging';
import { letterItem } from './letterItem';

export const listDeadLetters = defineAction<{ limit: number }, DeadLetter[]>({
	resource: 'system',
	operation: 'deadLetters',
	text: {
		en: ['Get Many Failed Events (Dead Letters)', 'Get many failed events'],
		'zh-CN': ['获取多条失败事件（死信）', '获取多条失败事件（死信）'],
	},
	description: {
		en: 'List the events that a CRM Trigger gave up on because their workflow failed again and again',
		'zh-CN': '列出因工作流反复失败而被 CRM Trigger 放弃的事件',
	},
	properties: pagingProperties,
	once: true,
	read: (parameter) => ({ limit: readLimit(parameter) }),
	run: async (crm, inputs) =>
		await each(
			inputs,
			async ({ limit }) =>
				await collect(limit, async (page) => {
					const { letters, nextCursor } = await crm.system.deadLetters(page);
					return { entries: letters, nextCursor };
				}),
		),
	emit: (letters) => letters.map(letterItem),
});
