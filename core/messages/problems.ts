import type { System } from '../crm';
import type { Session } from '../records';
import { settleOverdue } from './overdue';

type SetupProblem = Awaited<ReturnType<System['setupProblems']>>[number];

/** Messages of which nobody knows what became of them, those among them whose sender has just been given up on. */
export async function messageProblems(session: Session): Promise<SetupProblem[]> {
	await settleOverdue(session);
	const [{ n }] = await session.store.read.query<{ n: number }>(
		`SELECT count(*) AS n FROM "crm_message" WHERE "status" = 'unclear' AND "deletedAt" IS NULL`,
	);
	return n > 0 ? [unclear(n)] : [];
}

const unclear = (n: number): SetupProblem => ({
	code: 'messagesUnclear',
	message: { en: `Messages of which nobody knows whether they were sent: ${n}`, 'zh-CN': `有 ${n} 条消息不确定是否已发出` },
	hint: {
		en: 'List them with Message → Get Many in a CRM node, status Unclear; then ask the channel or say what became of them with Message → Resolve Unclear in a CRM Message node.',
		'zh-CN':
			'请在 CRM 节点中用“消息 → 获取多条”（状态为“结果不明”）列出，再在“CRM 消息”节点中用“消息 → 处理结果不明”向渠道查询或人工确认。',
	},
});
