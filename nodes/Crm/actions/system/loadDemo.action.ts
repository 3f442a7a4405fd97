import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';

export const loadDemo = defineAction<object, Record<string, number>>({
	resource: 'system',
	operation: 'loadDemo',
	text: { en: ['Load Demo Data', 'Load demo data'], 'zh-CN': ['载入演示数据', '载入演示数据'] },
	description: {
		en: 'Fill the CRM with a small company to look at; nothing happens when it is there already',
		'zh-CN': '载入一家小公司的示例数据；若已载入则不做任何操作',
	},
	properties: [],
	once: true,
	read: () => ({}),
	run: async (crm) => [{ ok: true, value: await crm.system.loadDemo(instanceLocale()) }],
});
