import type { System } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';
import { localise } from '../../../shared/property';

type Problems = Awaited<ReturnType<System['setupProblems']>>;

/** Said in words: an empty output looks like a node that did not work. */
const complete: Problems[number] = {
	code: 'complete',
	message: { en: 'Nothing is missing', 'zh-CN': '没有缺少的设置' },
	hint: { en: 'Go on and use the CRM.', 'zh-CN': '可以开始使用。' },
};

export const listSetupProblems = defineAction<object, Problems>({
	resource: 'system',
	operation: 'setupProblems',
	text: { en: ['Get Setup Problems', 'Get setup problems'], 'zh-CN': ['获取设置问题', '获取尚未完成的设置'] },
	description: {
		en: 'List what is missing before the CRM works as meant, such as users without an address or no active assignment rule; one row with the code complete when nothing is',
		'zh-CN': '列出尚缺的设置，例如用户缺少联系方式、没有启用的分配规则；如无缺失，返回一行，code 为 complete',
	},
	properties: [],
	once: true,
	read: () => ({}),
	run: async (crm) => [{ ok: true, value: await crm.system.setupProblems() }],
	emit: (problems) =>
		(problems.length > 0 ? problems : [complete]).map((problem) => ({
			json: localise(problem, instanceLocale()) as Record<string, unknown>,
		})),
});
