import type { StoredFile } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { locatorFor, readLocator } from '../../../shared/recordLocator';

export const getFile = defineAction<{ id: string }, StoredFile>({
	resource: 'file',
	operation: 'get',
	text: { en: ['Get', 'Get a file of a record'], 'zh-CN': ['获取', '获取附件'] },
	description: {
		en: 'Give out a file that was attached to a record, as a binary field; CRM → File → Get Many lists the files of a record',
		'zh-CN': '以二进制字段输出记录的附件；在 CRM 节点中用“文件 → 获取多条”可列出记录的附件',
	},
	properties: [locatorFor('file')],
	read: (parameter) => ({ id: readLocator(parameter, 'file') }),
	run: async (crm, inputs) => await crm.files.get(inputs),
	emit: ({ record, open }) => [
		{
			json: record,
			files: {
				data: {
					name: String(record.name),
					mimeType: String(record.mimeType ?? 'application/octet-stream'),
					bytes: Number(record.bytes),
					open,
					close: () => Promise.resolve(),
				},
			},
		},
	],
});
