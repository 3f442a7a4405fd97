import { defineAction } from '../../../shared/action';

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
});
