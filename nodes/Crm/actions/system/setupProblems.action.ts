import type { System } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';
import { localise } from '../../../shared/property';

type Problems = Awaited<ReturnType<System['setupProblems']>>;

export const listSetupProblems = defineAction<object, Problems>({
	resource: 'system',
	operation: 'setupProblems',
	text: { en: ['Get Setup Problems', 'Get setup problems'], 'zh-CN': ['获取设置问题', '获取尚未完成的设置'] },
	description: {
		en: 'List what is missing before the CRM works as meant, such as users without an address or no active assignment rule',
		'zh-CN': '列出尚缺的设置，例如用户缺少联系方式、没有启用的分配规则',
	},
	properties: [],
	once: true,
	read: () => ({}),
	run: async (crm) => [{ ok: true, value: await crm.system.setupProblems() }],
	emit: (problems) => problems.map((problem) => ({ json: localise(problem, instanceLocale()) as Record<string, unknown> })),
});
