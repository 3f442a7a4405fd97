import type { Text } from '../text';

/** A kind of due work. */
export interface WorkKind {
	readonly name: string;
	readonly text: Text;
	/** What it is due for, for whoever chooses it in a CRM Trigger. */
	readonly description: Text;
}

/** The kind of what users schedule themselves; each name is listened to by itself. */
export const ownWork = 'custom';

/** What can become due. A domain that schedules work adds its kinds here; names are public and for ever. */
export const workKinds: readonly WorkKind[] = [
	{
		name: ownWork,
		text: { en: 'Own Work', 'zh-CN': '自定义事项' },
		description: { en: 'What a CRM node scheduled under a name', 'zh-CN': '由 CRM 节点以某个名称安排的事项' },
	},
	{
		name: 'message.deferred',
		text: { en: 'Deferred Message', 'zh-CN': '已推迟的消息' },
		description: { en: 'A message that was not allowed to go yet', 'zh-CN': '此前因规则未能立即发送的消息' },
	},
	{
		name: 'message.check',
		text: { en: 'Message to Check', 'zh-CN': '待核对的消息' },
		description: {
			en: 'A message of which nobody knows whether it arrived',
			'zh-CN': '尚不确定是否送达的消息',
		},
	},
	{
		name: 'cadence.message',
		text: { en: 'Message Step', 'zh-CN': '消息步骤' },
		description: { en: 'A message of a cadence is to be sent', 'zh-CN': '跟进节奏中需要发送的消息' },
	},
	{
		name: 'cadence.task',
		text: { en: 'Task Step', 'zh-CN': '任务步骤' },
		description: { en: 'A cadence has made a task for somebody', 'zh-CN': '跟进节奏为员工创建了任务' },
	},
	{
		name: 'cadence.call',
		text: { en: 'Call Step', 'zh-CN': '电话步骤' },
		description: { en: 'A cadence wants somebody to be called', 'zh-CN': '跟进节奏中需要拨打的电话' },
	},
	{
		name: 'weCom.event',
		text: { en: 'WeCom Event Left Behind', 'zh-CN': '遗留的企业微信事件' },
		description: {
			en: 'A customer who was added when n8n stopped before the workflow of WeCom Trigger began',
			'zh-CN': '企业微信添加了客户，但 n8n 在工作流开始前中断',
		},
	},
	{
		name: 'approval.reminder',
		text: { en: 'Approval Reminder', 'zh-CN': '审批提醒' },
		description: { en: 'An approver is to be reminded before the deadline', 'zh-CN': '审批时限将到，需提醒审批人' },
	},
	{
		name: 'approval.deadline',
		text: { en: 'Approval Deadline', 'zh-CN': '审批到期' },
		description: {
			en: 'The time to approve is over: it was passed on or decided as the policy says, or the approver is to be reminded',
			'zh-CN': '审批已超时：已按策略转交或自动处理，或需提醒审批人',
		},
	},
];

const prefix = `${ownWork}:`;

const longestName = 100;

/** A kind as it is stored: a user's own with its name. */
export const storedKind = (kind: string, name = ''): string => (kind === ownWork ? prefix + name : kind);

/** A stored kind as users see it. */
export const readKind = (stored: string): { kind: string; name?: string } =>
	stored.startsWith(prefix) ? { kind: ownWork, name: stored.slice(prefix.length) } : { kind: stored };

const names = new Set(workKinds.map(({ name }) => name));

/** Whether work of this kind can be stored: a registered kind, or one of a user's own with a name. */
export function isKind(stored: string): boolean {
	const { kind, name } = readKind(stored);
	return kind === ownWork ? name !== undefined && name.trim() !== '' && name.length <= longestName : names.has(kind);
}

/** What users call a stored kind. */
export function kindText(stored: string): Text {
	const { kind, name } = readKind(stored);
	return name === undefined
		? (workKinds.find((known) => known.name === kind)?.text ?? { en: kind, 'zh-CN': kind })
		: { en: name, 'zh-CN': name };
}
