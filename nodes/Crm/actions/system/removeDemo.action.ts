import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';

/** Leads of the user's own may belong to them by now. */
const stays: Text = {
	en: 'The users, teams, scoring model, assignment rule and pipeline of the demo stay, and new leads still go to these users. Change them into your colleagues with User → Update.',
	'zh-CN': '演示用的用户、团队、评分模型、分配规则和销售管道仍然保留，新线索仍会分配给这些用户。请用“用户 → 更新”改成您的同事。',
};

export const removeDemo = defineAction<object, Record<string, number>>({
	resource: 'system',
	operation: 'removeDemo',
	text: { en: ['Remove Demo Data', 'Remove demo data'], 'zh-CN': ['移除演示数据', '移除演示数据'] },
	description: {
		en: 'Take the customers, leads, opportunities, products and follow-ups of the demo away; users, teams, rules and the pipeline stay',
		'zh-CN': '移除演示用的客户、线索、商机、产品和跟进记录，保留用户、团队、规则和销售管道',
	},
	properties: [],
	once: true,
	read: () => ({}),
	run: async (crm) => [{ ok: true, value: await crm.system.removeDemo() }],
	emit: (removed) => [{ json: { removed, note: stays[instanceLocale()] } }],
});
