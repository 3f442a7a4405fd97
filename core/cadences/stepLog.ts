import { Bindings, breathe, chunksOf, insertRows, type Sql, type StoreTx } from '../store';

/**
 * A row of `crm_enrolment_step`: a step that somebody has reached, once. `doneAt` is null while it is with a workflow, or
 * waits for its task; `result` says what became of it.
 */
export interface StepRow {
	readonly enrolmentId: string;
	readonly step: string;
	/** Its place in the cadence as it was then, from 1 on. */
	readonly position: number;
	readonly kind: string;
	readonly reachedAt: string;
	readonly doneAt: string | null;
	readonly result: string | null;
	readonly channel: string | null;
	readonly messageId: string | null;
	readonly taskId: string | null;
}

const columns = [
	'enrolmentId',
	'step',
	'position',
	'kind',
	'reachedAt',
	'doneAt',
	'result',
	'channel',
	'messageId',
	'taskId',
] as const satisfies ReadonlyArray<keyof StepRow>;

const selected = columns.map((name) => `s."${name}"`).join(', ');

/** Where a row stands among those of many. */
export const stepPlace = ({ enrolmentId, step }: Pick<StepRow, 'enrolmentId' | 'step'>): string => `${enrolmentId} ${step}`;

/** What some have reached, by place; a few look-ups in the key each. */
export async function reachedSteps(
	sql: Sql,
	wanted: ReadonlyArray<{ readonly id: string; readonly step: string | null }>,
): Promise<Map<string, StepRow>> {
	const found = new Map<string, StepRow>();
	const cells = wanted.flatMap(({ id, step }) => (step === null ? [] : [[id, step]]));
	for (const chunk of chunksOf(cells, 250)) {
		const bindings = new Bindings(sql);
		const rows = await sql.query<StepRow>(
			`SELECT ${selected} FROM ${bindings.rows(chunk, { id: 'text', step: 'text' })} w
			CROSS JOIN "crm_enrolment_step" s WHERE s."enrolmentId" = w."id" AND s."step" = w."step"`,
			bindings.values,
		);
		for (const row of rows) found.set(stepPlace(row), row);
		await breathe();
	}
	return found;
}

/** The steps that wait for some tasks. */
export async function stepsOfTasks(sql: Sql, taskIds: readonly string[]): Promise<StepRow[]> {
	const found: StepRow[] = [];
	for (const chunk of chunksOf(taskIds, 250)) {
		const bindings = new Bindings(sql);
		const rows = await sql.query<StepRow>(
			`SELECT ${selected} FROM "crm_enrolment_step" s WHERE ${bindings.among('s."taskId"', chunk)} AND s."doneAt" IS NULL`,
			bindings.values,
		);
		found.push(...rows);
		await breathe();
	}
	return found;
}

/** Writes steps as they are now. */
export async function writeSteps(tx: StoreTx, rows: readonly StepRow[]): Promise<void> {
	await insertRows(
		tx,
		{ table: 'crm_enrolment_step', columns, key: ['enrolmentId', 'step'] },
		rows.map((row) => columns.map((name) => row[name])),
	);
}
