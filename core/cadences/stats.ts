import type { CadenceStats, StepFigures } from '../cadenceTypes';
import type { Input, Outcome } from '../context';
import { Batch, type Session } from '../records';
import { Bindings, scopeSql, type Sql } from '../store';
import { objects } from '../schema/objects';
import type { Cadence } from './enrolments';
import { noCadence } from './faults';
import { cadenceNamed } from './world';

const enrolment = objects.get('enrolment');

/** Figures of cadences, of the people whom the caller may see. */
export async function cadenceStats(
	session: Session,
	inputs: ReadonlyArray<Input & { readonly cadence: string }>,
): Promise<Array<Outcome<CadenceStats>>> {
	const batch = new Batch<Input & { readonly cadence: string }, CadenceStats>(inputs);
	const { read } = session.store;
	const known = new Map<string, CadenceStats | undefined>();
	for (const { cadence } of inputs) {
		if (known.has(cadence)) continue;
		const found = await cadenceNamed(read, cadence);
		known.set(cadence, found && (await statsOf(read, found, session)));
	}
	for (const [index, { cadence }] of inputs.entries()) {
		const stats = known.get(cadence);
		if (stats) batch.done(index, stats);
		else batch.fail(index, noCadence(cadence));
	}
	batch.settle(session.context.partial);
	return batch.outcomes();
}

interface Group {
	readonly status: 'active' | 'paused' | 'finished' | 'exited';
	readonly reason: string | null;
	readonly step: string | null;
	readonly n: number;
	readonly replied: number;
}

async function statsOf(sql: Sql, cadence: Cadence, session: Session): Promise<CadenceStats> {
	const groups = await groupsOf(sql, cadence, session);
	const count = (fits: (group: Group) => boolean) => groups.reduce((sum, group) => (fits(group) ? sum + group.n : sum), 0);
	const enrolled = count(() => true);
	const replied = groups.reduce((sum, group) => sum + group.replied, 0);
	const exitReasons: Record<string, number> = {};
	for (const { reason, n } of groups) if (reason !== null) exitReasons[reason] = (exitReasons[reason] ?? 0) + n;
	return {
		cadence: cadence.name,
		cadenceId: cadence.id,
		enrolled,
		active: count(({ status }) => status === 'active'),
		paused: count(({ status }) => status === 'paused'),
		finished: count(({ status }) => status === 'finished'),
		exited: count(({ status }) => status === 'exited'),
		exitReasons,
		replied,
		replyRate: enrolled === 0 ? 0 : Math.round((replied / enrolled) * 1000) / 10,
		steps: await stepsOf(sql, { cadence, session, groups }),
	};
}

/** The enrolments of a cadence that the caller may see, for FROM, as `t`. */
const enrolments = (bindings: Bindings, { id }: Cadence, { context }: Session): string =>
	`"crm_enrolment" t WHERE t."cadenceId" = ${bindings.add(id)} AND t."deletedAt" IS NULL AND ${scopeSql(enrolment, context.scope, bindings)}`;

async function groupsOf(sql: Sql, cadence: Cadence, session: Session): Promise<Group[]> {
	const bindings = new Bindings(sql);
	return await sql.query<Group>(
		`SELECT t."status" AS status, t."exitReason" AS reason, CASE WHEN t."openKey" IS NULL THEN NULL ELSE t."stepName" END AS step,
			count(*) AS n, count(t."repliedAt") AS replied FROM ${enrolments(bindings, cadence, session)} GROUP BY 1, 2, 3`,
		bindings.values,
	);
}

interface StepGroup {
	readonly step: string;
	readonly result: string | null;
	readonly n: number;
	readonly done: number;
	readonly replied: number;
}

async function stepsOf(
	sql: Sql,
	{ cadence, session, groups }: { cadence: Cadence; session: Session; groups: readonly Group[] },
): Promise<StepFigures[]> {
	const bindings = new Bindings(sql);
	// The last message that went out before the reply gets it.
	const rows = await sql.query<StepGroup>(
		`SELECT s."step" AS step, s."result" AS result, count(*) AS n, count(s."doneAt") AS done,
			sum(CASE WHEN e."repliedAt" IS NOT NULL AND s."kind" = 'message' AND s."reachedAt" <= e."repliedAt" AND NOT EXISTS (
				SELECT 1 FROM "crm_enrolment_step" o WHERE o."enrolmentId" = s."enrolmentId" AND o."kind" = 'message'
					AND o."position" > s."position" AND o."reachedAt" <= e."repliedAt") THEN 1 ELSE 0 END) AS replied
		FROM (SELECT t."id", t."repliedAt" FROM ${enrolments(bindings, cadence, session)}) e
		JOIN "crm_enrolment_step" s ON s."enrolmentId" = e."id" GROUP BY 1, 2`,
		bindings.values,
	);
	const sum = (name: string, of: (row: StepGroup) => number) =>
		rows.filter(({ step }) => step === name).reduce((total, row) => total + Number(of(row)), 0);
	return cadence.steps.map(({ name, kind }) => ({
		step: name,
		kind,
		reached: sum(name, ({ n }) => n),
		done: sum(name, ({ done }) => done),
		results: Object.fromEntries(
			rows.filter(({ step, result }) => step === name && result !== null).map(({ result, n }) => [String(result), n]),
		),
		replied: sum(name, ({ replied }) => replied),
		waiting: groups.filter(({ step }) => step === name).reduce((total, { n }) => total + n, 0),
	}));
}
