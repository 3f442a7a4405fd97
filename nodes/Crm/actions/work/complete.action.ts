import type { DueWork } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { emitWork, readWorkId, workIdProperty } from './workItem';

export const completeWork = defineAction<{ id: string }, DueWork>({
	resource: 'work',
	operation: 'complete',
	text: { en: ['Complete', 'Complete due work'], 'zh-CN': ['完成', '完成到期事项'] },
	description: {
		en: 'Say that due work is done, so that it does not come again; needed only where CRM Trigger has the option Complete With a Node Within (Minutes)',
		'zh-CN': '标记到期事项已完成，不再送出；仅在 CRM Trigger 设置了“由节点完成的时限（分钟）”时需要',
	},
	properties: [workIdProperty],
	read: readWorkId,
	run: async (crm, inputs) => await crm.work.complete(inputs),
	emit: emitWork,
});
