import { conditionProblem, namedField } from '../conditions';
import type { Problem } from '../errors';
import type { Draft, RecordRule } from '../records';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { Bindings, breathe, changedRecord, formatOf, quote, type Change, type Sql } from '../store';
import { kindOf, stageKey, type Pipeline, type Stage } from './pipelines';

const pipeline = objects.get('pipeline');

/** A pipeline that can be gone through, whose stages nobody is left behind in; at most one is the default. */
export const pipelineRule: RecordRule = {
	async complete(tx, { drafts, fail, session }) {
		const opportunity = session.objects.get('opportunity');
		const used = await usedStages(tx, drafts);
		for (const { index, after } of drafts) {
			const next = after as unknown as Pipeline;
			const problems = [
				...shapeProblems(next),
				...next.stages.flatMap((stage, i) => stageProblems(opportunity, stage, i)),
				...lostStages(next, used.get(next.id) ?? new Map()),
			];
			if (problems.length > 0) fail(index, validationFailed(pipeline, problems));
			await breathe();
		}
	},
	async follow(tx, changes) {
		const chosen = changes.findLast(({ after }) => after.isDefault === true && after.deletedAt === null);
		if (!chosen) return [];
		const format = formatOf(pipeline);
		const rows = await tx.query(
			`SELECT ${format.select} FROM ${quote(pipeline.table)} t WHERE "isDefault" = TRUE AND "deletedAt" IS NULL AND "id" <> ?`,
			[chosen.after.id],
		);
		return rows.map((row): Change => {
			const before = format.decode(row);
			return { object: pipeline, before, after: changedRecord(before, { isDefault: false }), item: chosen.item };
		});
	},
};

function shapeProblems({ stages }: Pipeline): Problem[] {
	const problems: Problem[] = [];
	if (!stages.some((stage) => kindOf(stage) === 'open'))
		problems.push({ field: 'stages', message: { en: 'need one of the kind Open', 'zh-CN': '至少需要一个“进行中”阶段' } });
	const keys = stages.map(stageKey);
	const twice = keys.find((key, i) => keys.indexOf(key) !== i);
	if (twice !== undefined)
		problems.push({ field: 'stages', message: { en: `have the key “${twice}” twice`, 'zh-CN': `标识“${twice}”重复` } });
	return problems;
}

function stageProblems(opportunity: CrmObject, { requiredFields = [], conditions = [] }: Stage, i: number): Problem[] {
	const unknown = requiredFields
		.filter((name) => !namedField(opportunity, name))
		.map((name): Problem => {
			const message = { en: `“${name}” is not a field of an opportunity`, 'zh-CN': `“${name}”不是商机的字段` };
			return { field: `stages[${i}].requiredFields`, message };
		});
	const wrong = conditions.flatMap((condition, j): Problem[] => {
		const problem = conditionProblem(opportunity, condition);
		return problem ? [{ field: `stages[${i}].conditions[${j}].${problem.part}`, message: problem.message }] : [];
	});
	return [...unknown, ...wrong];
}

/** Stages that the pipeline no longer has, or only for closed opportunities, with open ones in them. */
function lostStages({ stages }: Pipeline, used: ReadonlyMap<string, number>): Problem[] {
	const keys = new Set(stages.filter((stage) => kindOf(stage) === 'open').map(stageKey));
	return [...used]
		.filter(([stage]) => !keys.has(stage))
		.map(([stage, count]) => ({
			field: 'stages',
			message: {
				en: `must keep “${stage}” as one of the kind Open: ${count} open opportunities are in it`,
				'zh-CN': `必须保留“${stage}”且类型为“进行中”：有 ${count} 个进行中的商机处于该阶段`,
			},
		}));
}

/** How many open opportunities are in each stage of pipelines that change. */
async function usedStages(sql: Sql, drafts: readonly Draft[]): Promise<Map<string, Map<string, number>>> {
	const ids = drafts.flatMap(({ before }) => before?.id ?? []);
	const used = new Map<string, Map<string, number>>();
	if (ids.length === 0) return used;
	const bindings = new Bindings(sql);
	const rows = await sql.query<{ id: string; stage: string; n: number }>(
		`SELECT "pipelineId" AS id, "stage" AS stage, count(*) AS n FROM "crm_opportunity" WHERE ${bindings.among('"pipelineId"', ids)} AND "status" = 'open' AND "deletedAt" IS NULL GROUP BY 1, 2`,
		bindings.values,
	);
	for (const { id, stage, n } of rows) used.set(id, (used.get(id) ?? new Map<string, number>()).set(stage, Number(n)));
	return used;
}
