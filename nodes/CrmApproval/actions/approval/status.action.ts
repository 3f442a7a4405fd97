import { defineAction } from '../../../shared/action';
import { approvalProperty, readApproval } from '../../approvalFields';

export const getStatus = defineAction<{ approvalId: string }>({
	resource: 'approval',
	operation: 'status',
	text: { en: ['Get Status', 'Get the status of an approval'], 'zh-CN': ['查询进度', '查询审批进度'] },
	description: {
		en: 'Who decided what, and who is waited for since when; of a record, its latest approval',
		'zh-CN': '查看谁作出了什么决定、正在等待谁以及等待了多久；填写记录 ID 时返回其最近一次审批',
	},
	properties: [approvalProperty],
	read: (parameter) => ({ approvalId: readApproval(parameter) }),
	run: async (crm, inputs) => await crm.approvals.status(inputs),
});
