import type { Sql } from '../store';
import type { Text } from '../text';

/** One workflow of a chain in which each was started by an event of the one before. */
interface Link {
	readonly id: string | null;
	readonly name: string | null;
}

/** Steps that are followed back: enough to see a loop come round, whatever limit was set. */
const longest = 50;

/** The workflows that led to an event, the first one first. */
async function chainTo(sql: Sql, seq: number): Promise<Link[]> {
	return await sql.query<Link>(
		`WITH RECURSIVE chain(step, id, name, cause) AS (
			SELECT 0, c."workflowId", c."workflowName", c."causeSeq" FROM "crm_event" e JOIN "crm_call" c ON c."id" = e."callId" WHERE e."seq" = ?
			UNION ALL
			SELECT chain.step + 1, c."workflowId", c."workflowName", c."causeSeq" FROM chain
			JOIN "crm_event" e ON e."seq" = chain.cause JOIN "crm_call" c ON c."id" = e."callId" WHERE chain.step < ${longest})
		SELECT id, name FROM chain ORDER BY step DESC`,
		[seq],
	);
}

/** Why an event is not given to this workflow: the chain that led to it, from where it came round. */
export async function chainReason(sql: Sql, event: { seq: number }, next: { id: string; name: string; maxDepth: number }): Promise<Text> {
	const chain: Link[] = [...(await chainTo(sql, event.seq)), next];
	const start = chain.findLastIndex((link, at) => at < chain.length - 1 && link.id === next.id);
	const nameOf = ({ id, name }: Link) => name ?? id ?? '?';
	const shown = (start < 0 ? chain : chain.slice(start)).map(nameOf).join(' → ');
	const { maxDepth } = next;
	return start < 0
		? {
				en: `Chain: ${shown}. Workflows may start each other ${maxDepth} times in a row.`,
				'zh-CN': `连锁触发：${shown}。工作流最多连续相互触发 ${maxDepth} 次。`,
			}
		: {
				en: `Loop: ${shown}. Workflows may start each other ${maxDepth} times in a row.`,
				'zh-CN': `循环触发：${shown}。工作流最多连续相互触发 ${maxDepth} 次。`,
			};
}
