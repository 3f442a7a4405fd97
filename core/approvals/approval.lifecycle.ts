import { defineLifecycle } from '../lifecycle/lifecycle';
import { approvalObject, taskObject, type Approval, type Task } from './approvalRecords';

const labelsOf = (options: ReadonlyArray<{ value: string; label: { en: string; 'zh-CN': string } }> = []) =>
	Object.fromEntries(options.map(({ value, label }) => [value, label]));

/** An approval from its request to its end; within `pending` it goes through the steps of its policy. */
export const approvalLifecycle = defineLifecycle<Pick<Approval, 'status'>>()({
	states: ['pending', 'approved', 'rejected', 'recalled'],
	labels: labelsOf(approvalObject.byName.get('status')?.options),
	initial: 'pending',
	transitions: {
		advance: { label: { en: 'Next Step', 'zh-CN': '进入下一步' }, from: ['pending'], to: 'pending', emits: 'approval.nextStep' },
		approve: { label: { en: 'Approve', 'zh-CN': '同意' }, from: ['pending'], to: 'approved', emits: 'approval.approved' },
		reject: { label: { en: 'Reject', 'zh-CN': '拒绝' }, from: ['pending'], to: 'rejected', emits: 'approval.rejected' },
		recall: { label: { en: 'Recall', 'zh-CN': '撤回' }, from: ['pending'], to: 'recalled', emits: 'approval.recalled' },
	},
});

const stateOf = ({ state }: Pick<Task, 'state'>) => ({ status: state });

const lifecycleOfTask = defineLifecycle<{ status: Task['state'] }>()({
	states: ['waiting', 'approved', 'rejected', 'closed'],
	labels: labelsOf(taskObject.byName.get('state')?.options),
	initial: 'waiting',
	transitions: {
		approve: { label: { en: 'Approve', 'zh-CN': '同意' }, from: ['waiting'], to: 'approved' },
		reject: { label: { en: 'Reject', 'zh-CN': '拒绝' }, from: ['waiting'], to: 'rejected' },
		close: { label: { en: 'Close', 'zh-CN': '关闭' }, from: ['waiting'], to: 'closed' },
		delegate: { label: { en: 'Delegate', 'zh-CN': '转审' }, from: ['waiting'], to: 'waiting', emits: 'approval.delegated' },
		escalate: { label: { en: 'Pass On', 'zh-CN': '升级转交' }, from: ['waiting'], to: 'waiting', emits: 'approval.escalated' },
		remind: { label: { en: 'Remind', 'zh-CN': '提醒' }, from: ['waiting'], to: 'waiting', emits: 'approval.reminded' },
	},
});

/** What one approver is asked, until it is decided or others have decided. */
export const taskLifecycle = {
	apply: (task: Task, verb: Parameters<typeof lifecycleOfTask.apply>[1]) => {
		const { to, emits } = lifecycleOfTask.apply(stateOf(task), verb);
		return { to, emits: emits === undefined ? [] : [emits] };
	},
};
