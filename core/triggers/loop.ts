import { clock } from '../clock';
import type { EventFilter } from '../crm';
import { Bindings, type Sql } from '../store';
import { text, type Text } from '../text';
import { conditionSql, type EventRef } from './eventFilter';

/** One workflow of a chain in which each was started by an event of the one before. */
interface Link {
	readonly id: string | null;
	readonly name: string | null;
}

const nameOf = ({ id, name }: Link): string => name ?? id ?? '?';

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
	// A workflow that hands its events to another one writes nothing itself: then the other one is what comes twice.
	const start = chain.findLastIndex(({ id }, at) => id !== null && chain.slice(at + 1).some((later) => later.id === id));
	const shown = (start < 0 ? chain : chain.slice(start)).map(nameOf).join(' → ');
	const kind = start < 0 ? { en: 'Chain: ', 'zh-CN': '连锁触发：' } : { en: 'Loop: ', 'zh-CN': '循环触发：' };
	const limit = {
		en: `. Workflows may start each other ${next.maxDepth} times in a row.`,
		'zh-CN': `。工作流最多连续相互触发 ${next.maxDepth} 次。`,
	};
	return text`${kind}${shown}${limit}`;
}

/** Executions that may change a record within a minute before a workflow hears no more of it. */
export const crowd = 30;

const minute = 60_000;

/** Events of a record that are counted at most, so that one with a long minute holds nobody up. */
const counted = 500;

/** What is to be known of an event to tell whether its record is changed too often. */
interface Written extends EventRef {
	readonly writtenAt: string;
	readonly crowdSince: string | null;
}

/**
 * Why an event is not given to a workflow although no chain led to it: workflows that start each other through a
 * webhook or a schedule leave no trace of the cause, but a loop through any of them is many executions that change one
 * record in a short time. What happened longer ago is not stopped, so that a workflow that was off gets
 * it all, and so that a retry goes through.
 */
export async function rushReason(sql: Sql, filter: EventFilter, event: Written): Promise<Text | undefined> {
	const since = new Date(Date.parse(event.writtenAt) - minute).toISOString();
	const old = clock.now() - Date.parse(event.writtenAt) >= minute;
	if (old || event.crowdSince === null || event.crowdSince <= since) return undefined;
	const bindings = new Bindings(sql);
	const own = `"object" = ${bindings.add(event.object)} AND "recordId" = ${bindings.add(event.recordId)} AND "seq" <= ${bindings.add(event.seq)}`;
	const where = `c."at" > ${bindings.add(since)} AND c."workflowId" IS NOT NULL AND ${conditionSql(filter, bindings)}`;
	const writers = await sql.query<Link & { executions: number }>(
		`SELECT c."workflowId" AS id, max(c."workflowName") AS name, count(DISTINCT coalesce(c."executionId", 'call ' || c."id")) AS executions
		FROM (SELECT * FROM "crm_event" WHERE ${own} ORDER BY "seq" DESC LIMIT ${counted}) e JOIN "crm_call" c ON c."id" = e."callId"
		WHERE ${where} GROUP BY 1 ORDER BY 3 DESC`,
		bindings.values,
	);
	const executions = writers.reduce((sum, writer) => sum + writer.executions, 0);
	if (executions <= crowd) return undefined;
	const names = writers.map(nameOf);
	return {
		en: `This looks like a loop: more than ${crowd} executions changed this record within a minute. Written by: ${names.join(', ')}.`,
		'zh-CN': `疑似循环触发：一分钟内有超过 ${crowd} 次执行修改了此记录。写入者：${names.join('、')}。`,
	};
}
