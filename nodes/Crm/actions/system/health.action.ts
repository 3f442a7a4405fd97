import { defineAction } from '../../../shared/action';

export const checkHealth = defineAction<object, Record<string, unknown>>({
	resource: 'system',
	operation: 'health',
	text: { en: ['Check Health', 'Check the health of the CRM'], 'zh-CN': ['健康检查', '检查 CRM 运行状况'] },
	description: {
		en: 'Tell where the data is, how much there is, and whether the store is sound',
		'zh-CN': '查看数据位置、数据量以及存储是否完好',
	},
	properties: [],
	once: true,
	read: () => ({}),
	run: async (crm) => [{ ok: true, value: await crm.system.health() }],
});
