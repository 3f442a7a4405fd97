import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';

/** Leads of the user's own may belong to them by now. */
const stays: Text = {
	en: 'The users, teams, scoring model and assignment rule of the demo stay, and new leads still go to these users. Change them into your colleagues with User → Update.',
	'zh-CN': '演示用的用户、团队、评分模型和分配规则仍然保留，新线索仍会分配给这些用户。请用“用户 → 更新”改成您的同事。',
};

export const removeDemo = defineAction<object, Record<string, number>>({
	resource: 'system',
	operation: 'removeDemo',
	text: { en: ['Remove Demo Data', 'Remove demo data'], 'zh-CN': ['移除演示数据', '移除演示数据'] },
	description: {
		en: 'Take the customers, leads and follow-ups of the demo away; users, teams and rules stay',
		'zh-CN': '移除演示用的客户、线索和跟进记录，保留用户、团队和规则',
	},
	properties: [],
	once: true,
	read: () => ({}),
	run: async (crm) => [{ ok: true, value: await crm.system.removeDemo() }],
	emit: (removed) => [{ json: { removed, note: stays[instanceLocale()] } }],
});
