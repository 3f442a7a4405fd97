import { clock } from '../clock';
import type { CrmRecord, Reviewed, ReviewQuery, ReviewReason } from '../crm';
import type { Session } from '../records';
import { objects } from '../schema/objects';
import type { CrmObject } from '../schema/types';
import type { Text } from '../text';
import { Bindings, decodeCursor, encodeCursor, formatOf, pageLimit, quote, scopeSql, type Sql } from '../store';
import { stageKey, type Pipeline } from './pipelines';

const pipeline = objects.get('pipeline');
const day = 86_400_000;

interface Row extends Record<string, unknown> {
	readonly tooLongInStage: number;
	readonly noDecider: number;
	readonly noNextStep: number;
}

const texts: Readonly<Record<ReviewReason, (limit: number | undefined) => Text>> = {
	tooLongInStage: (limit) => ({
		en: `It has been in its stage for more than the ${limit} days allowed there`,
		'zh-CN': `在当前阶段停留超过 ${limit} 天`,
	}),
	noDecider: () => ({ en: 'No contact with the role Decider is known', 'zh-CN': '没有角色为“决策者”的联系人' }),
	noNextStep: () => ({ en: 'There is no open task for the next step', 'zh-CN': '没有待办的下一步任务' }),
};

const allReasons = Object.keys(texts) as ReviewReason[];

/** How long an opportunity may be in a stage. */
interface StageLimit {
	readonly pipelineId: string;
	readonly stage: string;
	readonly days: number;
}

async function stageLimits(sql: Sql): Promise<StageLimit[]> {
	const format = formatOf(pipeline);
	const rows = await sql.query(`SELECT ${format.select} FROM ${quote(pipeline.table)} t WHERE "deletedAt" IS NULL`);
	return rows
		.map((row) => format.decode(row) as unknown as Pipeline)
		.flatMap(({ id, stages }) =>
			stages.flatMap((stage): StageLimit[] =>
				stage.maxAgeDays === undefined ? [] : [{ pipelineId: id, stage: stageKey(stage), days: stage.maxAgeDays }],
			),
		);
}

/** Open opportunities that are too long in their stage, without a decider, or without a next step: one statement, whatever their number. */
export async function reviewOpportunities(session: Session, query: ReviewQuery): Promise<{ found: Reviewed[]; nextCursor?: string }> {
	const { read } = session.store;
	const limits = await stageLimits(read);
	const limit = pageLimit(query.limit);
	const bindings = new Bindings(read);
	const statement = reviewSql(session, query, limits, bindings);
	const rows = await read.query<Row>(`${statement} LIMIT ${limit + 1}`, bindings.values);
	const page = rows.slice(0, limit);
	const last = rows.length > limit ? page[limit - 1] : undefined;
	return {
		found: page.map((row) => reviewed(session.objects.get('opportunity'), row, limits)),
		nextCursor: last && encodeCursor(listName, [String(last.since), String(last.id)]),
	};
}

const listName = 'opportunity.review';

/** When an opportunity came where it is. */
const since = `COALESCE(t."stageEnteredAt", t."createdAt")`;

function reviewSql(session: Session, query: ReviewQuery, limits: readonly StageLimit[], bindings: Bindings): string {
	const opportunity = session.objects.get('opportunity');
	const now = clock.now();
	const rows = limits.map(({ pipelineId, stage, days }) => [pipelineId, stage, new Date(now - days * day).toISOString()]);
	const old = bindings.rows(rows, { pipelineId: 'text', stage: 'text', before: 'text' });
	const none = (table: string, condition: string) =>
		`CASE WHEN EXISTS (SELECT 1 FROM ${quote(table)} r WHERE r."opportunityId" = t."id" AND r."deletedAt" IS NULL AND ${condition}) THEN 0 ELSE 1 END`;
	const found = [
		`CASE WHEN o."before" IS NOT NULL THEN 1 ELSE 0 END AS "tooLongInStage"`,
		`${none('crm_opportunity_contact', `r."role" = 'decider'`)} AS "noDecider"`,
		`${none('crm_task', `r."status" = 'open'`)} AS "noNextStep"`,
	];
	const where = [`t."status" = 'open'`, `t."deletedAt" IS NULL`, scopeSql(opportunity, session.context.scope, bindings)];
	if (query.ownerId) where.push(`t."ownerId" = ${bindings.add(query.ownerId)}`);
	if (query.pipelineId) where.push(`t."pipelineId" = ${bindings.add(query.pipelineId)}`);
	if (query.cursor) {
		const [at, id] = decodeCursor(listName, 2, query.cursor);
		where.push(`(${since}, t."id") > (${bindings.add(at)}, ${bindings.add(id)})`);
	}
	const columns = formatOf(opportunity).select;
	const wanted = (query.reasons.length > 0 ? query.reasons : allReasons).map((reason) => `q.${quote(reason)} = 1`);
	return `SELECT * FROM (SELECT ${columns}, ${since} AS "since", ${found.join(', ')} FROM ${quote(opportunity.table)} t
		LEFT JOIN ${old} o ON o."pipelineId" = t."pipelineId" AND o."stage" = t."stage" AND t."stageEnteredAt" < o."before"
		WHERE ${where.join(' AND ')}) q WHERE ${wanted.join(' OR ')} ORDER BY q."since", q."id"`;
}

function reviewed(opportunity: CrmObject, row: Row, limits: readonly StageLimit[]): Reviewed {
	const { tooLongInStage, noDecider, noNextStep } = row;
	const record: CrmRecord = formatOf(opportunity).decode(row);
	const flags = { tooLongInStage, noDecider, noNextStep };
	const limit = limits.find(({ pipelineId, stage }) => pipelineId === record.pipelineId && stage === record.stage)?.days;
	const entered = typeof record.stageEnteredAt === 'string' ? Date.parse(record.stageEnteredAt) : undefined;
	return {
		opportunity: record,
		reasons: allReasons.filter((code) => Number(flags[code]) === 1).map((code) => ({ code, text: texts[code](limit) })),
		daysInStage: entered === undefined ? null : Math.floor((clock.now() - entered) / day),
	};
}
