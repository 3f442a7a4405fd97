import { defineAction } from '../../../shared/action';
import { instanceLocale } from '../../../shared/locale';
import { localise } from '../../../shared/property';

export const checkHealth = defineAction<object, Record<string, unknown>>({
	resource: 'system',
	operation: 'health',
	text: { en: ['Check Health', 'Check the health of the CRM'], 'zh-CN': ['健康检查', '检查 CRM 运行状况'] },
	description: {
		en: 'Tell where the data is, how much there is, and whether the database file is whole (status ok or damaged)',
		'zh-CN': '查看数据位置、数据量以及数据库文件是否完好（status 为 ok 或 damaged）',
	},
	properties: [],
	once: true,
	read: () => ({}),
	run: async (crm) => [{ ok: true, value: await crm.system.health() }],
	emit: (health) => [{ json: localise(health, instanceLocale()) as Record<string, unknown> }],
});
