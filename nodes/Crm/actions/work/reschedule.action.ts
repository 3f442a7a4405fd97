import type { DueWork } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { dueOptions, dueProperties, readDue, withDueTimes, type Due } from './dueTime';
import { emitWork, readWorkId, workIdProperty } from './workItem';

export const rescheduleWork = defineAction<{ id: string; due: Due }, DueWork>({
	resource: 'work',
	operation: 'reschedule',
	text: { en: ['Reschedule', 'Reschedule due work'], 'zh-CN': ['改期', '将到期事项改期'] },
	description: {
		en: 'Move due work to another time, also what is late, was given up on, or is with a workflow at the moment',
		'zh-CN': '将到期事项改到其他时间，包括逾期、已放弃或正在处理的事项',
	},
	properties: [workIdProperty, ...dueProperties, optionsProperty(dueOptions)],
	read: (parameter) => ({ ...readWorkId(parameter), due: readDue(parameter) }),
	run: async (crm, inputs) => await withDueTimes(crm, inputs, async (timed) => await crm.work.reschedule(timed)),
	emit: emitWork,
});
