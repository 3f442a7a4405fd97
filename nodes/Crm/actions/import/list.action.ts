import type { ImportEntry } from '../../../../core/importTypes';
import { defineAction } from '../../../shared/action';
import { each } from '../../../shared/each';
import { collect, pagingProperties, readLimit } from '../../../shared/paging';

export const listImports = defineAction<{ limit: number }, ImportEntry[]>({
	resource: 'import',
	operation: 'getAll',
	text: { en: ['Get Many', 'Get many imports'], 'zh-CN': ['获取多条', '获取多次导入'] },
	description: {
		en: 'List imports with their counts and how far they are, the latest first',
		'zh-CN': '列出各次导入及其计数和进度，最新的在前',
	},
	properties: pagingProperties,
	once: true,
	read: (parameter) => ({ limit: readLimit(parameter) }),
	run: async (crm, inputs) =>
		await each(
			inputs,
			async ({ limit }) =>
				await collect(limit, async (page) => {
					const { imports, nextCursor } = await crm.imports.list(page);
					return { entries: imports, nextCursor };
				}),
		),
	emit: (imports) => imports.map((entry) => ({ json: entry as unknown as Record<string, unknown> })),
});
