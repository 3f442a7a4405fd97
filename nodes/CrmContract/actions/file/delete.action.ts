import { defineAction } from '../../../shared/action';
import { locatorFor, readLocator } from '../../../shared/recordLocator';

export const deleteFile = defineAction<{ id: string }>({
	resource: 'file',
	operation: 'delete',
	text: { en: ['Delete', 'Delete a file of a record'], 'zh-CN': ['删除', '删除附件'] },
	description: {
		en: 'Delete a file that was attached by mistake; its content is gone for good, that it was attached stays in the history',
		'zh-CN': '删除误传的附件：文件内容将永久清除，历史记录仍会保留该附件曾被上传',
	},
	properties: [locatorFor('file')],
	read: (parameter) => ({ id: readLocator(parameter, 'file') }),
	run: async (crm, inputs) => await crm.files.delete(inputs),
});
