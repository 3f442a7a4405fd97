import type { System } from '../crm';
import type { Session } from '../records';
import { settleOverdue } from './overdue';

type SetupProblem = Awaited<ReturnType<System['setupProblems']>>[number];

/**
 * Messages of which nobody knows what became of them, and those that an end of n8n kept from being sent; those among them
 * whose sender has just been given up on.
 */
export async function messageProblems(session: Session): Promise<SetupProblem[]> {
	await settleOverdue(session);
	const [count] = await session.store.read.query<{ unclear: number; interrupted: number }>(
		`SELECT count(CASE WHEN "status" = 'unclear' THEN 1 END) AS unclear, count(CASE WHEN "status" = 'deferred' THEN 1 END) AS interrupted
		FROM "crm_message" WHERE ("status" = 'unclear' OR ("status" = 'deferred' AND "rule" = 'interrupted')) AND "deletedAt" IS NULL`,
	);
	return [...(count.unclear > 0 ? [unclear(count.unclear)] : []), ...(count.interrupted > 0 ? [interrupted(count.interrupted)] : [])];
}

const interrupted = (n: number): SetupProblem => ({
	code: 'messagesInterrupted',
	message: { en: `Messages that were not sent because n8n stopped: ${n}`, 'zh-CN': `有 ${n} 条消息因 n8n 中断而未发送` },
	hint: {
		en: 'Run their workflow again with the same step or key; or list them with Message → Get Many in a CRM node, status Deferred, and send them by their IDs with Send → A Deferred Message, or cancel them.',
		'zh-CN':
			'请用相同的步骤或键再次运行其工作流；或在 CRM 节点中用“消息 → 获取多条”（状态为“已推迟”）列出，再用“发送 → 已推迟的消息”按消息 ID 发送，或将其取消。',
	},
});

const unclear = (n: number): SetupProblem => ({
	code: 'messagesUnclear',
	message: { en: `Messages of which nobody knows whether they were sent: ${n}`, 'zh-CN': `有 ${n} 条消息不确定是否已发出` },
	hint: {
		en: 'List them with Message → Get Many in a CRM node, status Unclear; then ask the channel or say what became of them with Message → Resolve Unclear in a CRM Message node.',
		'zh-CN':
			'请在 CRM 节点中用“消息 → 获取多条”（状态为“结果不明”）列出，再在“CRM 消息”节点中用“消息 → 处理结果不明”向渠道查询或人工确认。',
	},
});
