import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { foldName } from '../normalise/names';
import type { PipelineRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { Bindings, formatOf, quote, type Sql } from '../store';

const pipeline = objects.get('pipeline');

/** A pipeline that is there. */
export type Pipeline = PipelineRecord;
export type Stage = PipelineRecord['stages'][number];

/** What an opportunity keeps of its stage. */
export const stageKey = ({ key, name }: Stage): string => key ?? name;

export const kindOf = ({ kind }: Stage): 'open' | 'won' | 'lost' => kind ?? 'open';

/** The stage of that key; a person may also give its name. */
export const findStage = ({ stages }: Pipeline, wanted: unknown): Stage | undefined =>
	stages.find((stage) => stageKey(stage) === wanted) ??
	stages.find((stage) => typeof wanted === 'string' && foldName(stage.name) === foldName(wanted));

export const firstOf = ({ stages }: Pipeline, kind: 'open' | 'won' | 'lost'): Stage | undefined =>
	stages.find((stage) => kindOf(stage) === kind);

const certainty = { won: 100, lost: 0, open: null } as const;

/** What an opportunity that enters a stage has from it. */
export const enter = (stage: Stage): { stage: string; probability: number | null; stageEnteredAt: string } => ({
	stage: stageKey(stage),
	probability: stage.probability ?? certainty[kindOf(stage)],
	stageEnteredAt: clock.iso(),
});

/** The pipelines that some opportunities are in, and the one that new opportunities get. */
export class Pipelines {
	constructor(
		private readonly byId: ReadonlyMap<string, Pipeline>,
		/** Absent where no pipeline is defined yet. */
		readonly fallback: Pipeline | undefined,
	) {}

	/** The pipeline that an opportunity is in, or that it gets. */
	of(opportunity: CrmRecord): Pipeline | undefined {
		return typeof opportunity.pipelineId === 'string' ? this.byId.get(opportunity.pipelineId) : this.fallback;
	}
}

/** Reads the pipelines of opportunities in one statement; the default is the active one marked so, else the oldest active one. */
export async function pipelinesOf(sql: Sql, opportunities: Iterable<CrmRecord>): Promise<Pipelines> {
	const ids = new Set([...opportunities].map(({ pipelineId }) => pipelineId).filter((id) => id !== null));
	const bindings = new Bindings(sql);
	const rows = await sql.query(
		`SELECT ${formatOf(pipeline).select} FROM ${quote(pipeline.table)} t WHERE ${bindings.among('"id"', [...ids])} OR ("active" = TRUE AND "deletedAt" IS NULL) ORDER BY "id"`,
		bindings.values,
	);
	const all = rows.map((row) => formatOf(pipeline).decode(row) as unknown as Pipeline);
	const active = all.filter((one) => one.active === true && one.deletedAt === null);
	return new Pipelines(new Map(all.map((one) => [one.id, one])), active.find((one) => one.isDefault === true) ?? active[0]);
}
