import { inMs, lease } from '../attempts';
import { Bindings, type Sql } from '../store';
import { text, type Text } from '../text';
import { kindText } from './kinds';

interface Problem {
	readonly code: string;
	readonly message: Text;
	readonly hint: Text;
}

/** Milliseconds that something may be due before it counts as taken by nobody. */
const patience = 600_000;

/** What is wrong with due work: failed, too late, or of a kind that no active workflow gets. */
export async function workProblems(sql: Sql): Promise<Problem[]> {
	const bindings = new Bindings(sql);
	// Each part is read from the index of open work by state.
	const [{ dead, late }] = await sql.query<{ dead: number; late: number }>(
		`SELECT (SELECT count(*) FROM "crm_due" WHERE "state" = 'dead' AND "closedAt" IS NULL) AS dead,
			(SELECT count(*) FROM "crm_due" WHERE "state" = 'late' AND "closedAt" IS NULL) AS late`,
	);
	const left = await sql.query<{ kind: string; n: number }>(
		`SELECT d."kind", count(*) AS n FROM "crm_due" d WHERE d."state" = 'waiting' AND d."closedAt" IS NULL AND d."dueAt" < ${bindings.add(inMs(-patience))}
			AND NOT EXISTS (SELECT 1 FROM "crm_due_holder" h WHERE h."kind" = d."kind" AND h."seenAt" > ${bindings.add(inMs(-lease))})
		GROUP BY d."kind" ORDER BY d."kind"`,
		bindings.values,
	);
	return [...left.map(notTaken), ...(dead > 0 ? [failed(dead)] : []), ...(late > 0 ? [tooLate(late)] : [])];
}

const notTaken = ({ kind, n }: { kind: string; n: number }): Problem => ({
	code: 'workNotTaken',
	message: text`${{ en: 'Due work that no active workflow gets: ', 'zh-CN': '没有启用的工作流处理到期事项：' }}${kindText(kind)}${{
		en: ` (${n})`,
		'zh-CN': `（${n} 条）`,
	}}`,
	hint: {
		en: 'Publish a workflow that begins with a CRM Trigger with the event Due Work and this kind, or cancel it with System → Cancel Due Work.',
		'zh-CN': '请发布一个以 CRM Trigger 开头的工作流（事件选“到期事项”，并选择该类型），或用“系统 → 取消到期事项”取消。',
	},
});

const failed = (n: number): Problem => ({
	code: 'workDead',
	message: { en: `Due work was given up on after it failed again and again: ${n}`, 'zh-CN': `有 ${n} 条到期事项因反复失败而被放弃` },
	hint: {
		en: 'List it with System → Get Many Due Work, state Failed (Dead); mend the cause, and use Retry Failed Event (Dead Letter).',
		'zh-CN': '请用“系统 → 获取多条到期事项”（状态选“已失败（死信）”）查看原因，排除后用“重试失败事件（死信）”重试。',
	},
});

const tooLate = (n: number): Problem => ({
	code: 'workLate',
	message: { en: `Due work was not done because its time had passed: ${n}`, 'zh-CN': `有 ${n} 条到期事项因已过最晚时间而未执行` },
	hint: {
		en: 'List it with System → Get Many Due Work, state Late; then use Due Work → Reschedule or System → Cancel Due Work.',
		'zh-CN': '请用“系统 → 获取多条到期事项”（状态选“已逾期”）查看，然后用“到期事项 → 改期”或“系统 → 取消到期事项”处理。',
	},
});
