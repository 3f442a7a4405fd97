import type { Crm } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { each } from '../../../shared/each';
import { collect, pagingProperties, readLimit } from '../../../shared/paging';
import { letterItem, type Letter } from './letterItem';

/** The events first, then due work. */
async function lettersOf(crm: Crm, limit: number): Promise<Letter[]> {
	const events = await collect<Letter>(limit, async (page) => {
		const { letters, nextCursor } = await crm.system.deadLetters(page);
		return { entries: letters, nextCursor };
	});
	if (events.length >= limit) return events;
	const works = await collect<Letter>(limit - events.length, async (page) => {
		const { work, nextCursor } = await crm.work.list({ ...page, states: ['dead'] });
		return { entries: work, nextCursor };
	});
	return events.concat(works);
}

export const listDeadLetters = defineAction<{ limit: number }, Letter[]>({
	resource: 'system',
	operation: 'deadLetters',
	text: {
		en: ['Get Many Failed Events (Dead Letters)', 'Get many failed events'],
		'zh-CN': ['获取多条失败事件（死信）', '获取多条失败事件（死信）'],
	},
	description: {
		en: 'List the events and the due work that a CRM Trigger gave up on because their workflow failed again and again',
		'zh-CN': '列出因工作流反复失败而被 CRM Trigger 放弃的事件和到期事项',
	},
	properties: pagingProperties,
	once: true,
	read: (parameter) => ({ limit: readLimit(parameter) }),
	run: async (crm, inputs) => await each(inputs, async ({ limit }) => await lettersOf(crm, limit)),
	emit: (letters) => letters.map(letterItem),
});
