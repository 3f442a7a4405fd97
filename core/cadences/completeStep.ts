import type { CompletedStep, CompleteStepInput, StepResult } from '../cadenceTypes';
import type { Outcome } from '../context';
import { CrmError } from '../errors';
import { Batch, notFound, type OwnedWork, type Session } from '../records';
import { objects } from '../schema/objects';
import { breathe, type Catalogue, type StoreTx } from '../store';
import { lockEnrolments, type Enrolment } from './enrolments';
import { Moves } from './moves';
import { reachedSteps, stepPlace, stepsOfTasks, type StepRow } from './stepLog';
import { findStep } from './steps';
import { doneNow, goTo, reached, walkOf, type Walk } from './walk';
import { World } from './world';

const notReached = (step: string) =>
	new CrmError(
		'Refused',
		{ en: `The person has not come to the step “${step}” yet`, 'zh-CN': `该客户尚未到达步骤“${step}”` },
		{
			hint: {
				en: 'Use the enrolment and step of an item that CRM Trigger gave, or leave the step empty for the current one.',
				'zh-CN': '请使用 CRM Trigger 输出的成员和步骤，或将步骤留空以表示当前步骤。',
			},
			field: 'step',
		},
	);

/** To go on to the next step nothing of the people is asked. */
const nobody = { people: new Map() };

interface Ended {
	readonly result: string;
	readonly messageId?: string | null;
}

/** The step is done: the person goes on to the next one, or leaves where the cadence wants that. */
function end(walk: Walk, row: StepRow, { result, messageId }: Ended): StepRow {
	const { world, moves, move, cadence } = walk;
	const done = { ...row, doneAt: doneNow(world), result, messageId: messageId ?? row.messageId };
	moves.step(done);
	const isOpen = move.now.openKey !== null;
	// An edit may have sent the person on already.
	const index = findStep(cadence.steps, row.step);
	if (!isOpen || move.now.stepName !== row.step || index < 0) return done;
	if (result === 'refused' && cadence.onRefused === 'exit') moves.exit(move, 'refused');
	else if (result === 'unclear' && cadence.onUnclear === 'exit') moves.exit(move, 'unclear');
	else goTo(walk, index + 1);
	return done;
}

/** Says what became of steps; one that was done before stays as it was. */
export async function completeSteps(session: Session, inputs: readonly CompleteStepInput[]): Promise<Array<Outcome<CompletedStep>>> {
	const batch = new Batch<CompleteStepInput, CompletedStep>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const found = await lockEnrolments(
			tx,
			inputs.map(({ enrolmentId }) => enrolmentId),
		);
		const steps = await reachedSteps(
			tx,
			inputs.map(({ enrolmentId: id, step }) => ({ id, step: step ?? found.get(id)?.stepName ?? null })),
		);
		const world = await World.load(tx, session.objects, [...found.values()], nobody);
		const moves = new Moves();
		const answers = new Map<number, { row: StepRow; repeated: boolean }>();
		for (const [index, input] of inputs.entries()) {
			await breathe();
			const enrolment = found.get(input.enrolmentId);
			if (!enrolment) batch.fail(index, notFound(objects.get('enrolment'), input.enrolmentId, false));
			else {
				const said = completeOne({ world, moves, steps }, enrolment, input);
				if (said instanceof CrmError) batch.fail(index, said);
				else answers.set(index, said);
			}
		}
		batch.settle(session.context.partial);
		await moves.write(tx);
		const records = moves.records();
		for (const [index, { row, repeated }] of answers) {
			const enrolment = records.get(row.enrolmentId) ?? (found.get(row.enrolmentId) as Enrolment);
			if (batch.isOpen(index)) batch.done(index, { enrolment, step: row.step, result: String(row.result), repeated });
		}
		return batch.outcomes();
	});
}

interface Known {
	readonly world: World;
	readonly moves: Moves;
	readonly steps: ReadonlyMap<string, StepRow>;
}

function completeOne(
	{ world, moves, steps }: Known,
	enrolment: Enrolment,
	input: CompleteStepInput,
): { row: StepRow; repeated: boolean } | CrmError {
	const step = input.step ?? enrolment.stepName ?? '';
	const place = { enrolmentId: enrolment.id, step };
	const row = moves.stepOf(place) ?? steps.get(stepPlace(place));
	if (!row) return notReached(step);
	if (row.doneAt === null) return { row: end(walkOf(world, moves, enrolment, input.item), row, input), repeated: false };
	// Its workflow may have ended before it said which message it was.
	const told = row.result === 'done' && row.messageId === null && input.messageId !== undefined;
	const now = told ? { ...row, result: input.result, messageId: input.messageId ?? null } : row;
	if (told) moves.step(now);
	return { row: now, repeated: true };
}

/** What was given out is done, as its workflow ended well: so is its step, unless it waits for a task, or the workflow said so itself. */
export async function workDone(tx: StoreTx, catalogue: Catalogue, works: readonly OwnedWork[]): Promise<void> {
	const found = await lockEnrolments(
		tx,
		works.map(({ id }) => id),
	);
	const wanted = works.filter(({ id, key }) => found.get(id)?.status === 'active' && key === `${id}.${found.get(id)?.stepName}`);
	if (wanted.length === 0) return;
	const enrolments = wanted.map(({ id }) => found.get(id) as Enrolment);
	const steps = await reachedSteps(
		tx,
		enrolments.map(({ id, stepName }) => ({ id, step: stepName })),
	);
	const world = await World.load(tx, catalogue, enrolments, nobody);
	const moves = new Moves();
	for (const enrolment of enrolments) {
		const walk = walkOf(world, moves, enrolment);
		const index = findStep(walk.cadence.steps, enrolment.stepName);
		const row = steps.get(stepPlace({ enrolmentId: enrolment.id, step: String(enrolment.stepName) }));
		if (index < 0 || row?.doneAt) continue;
		const { kind, waitForDone } = walk.cadence.steps[index];
		const waits = waitForDone === true && kind !== 'message' && row !== undefined;
		// Somebody closed what was still waited for: the step is left out.
		if (!waits) end(walk, row ?? reached(walk, index), { result: row ? 'done' : 'skipped' });
		await breathe();
	}
	await moves.write(tx);
}

/** The same of steps whose tasks are done or called off; gives what is still to be written of it. */
export async function tasksDone(tx: StoreTx, catalogue: Catalogue, tasks: ReadonlyMap<string, StepResult>): Promise<Moves> {
	const moves = new Moves();
	const rows = await stepsOfTasks(tx, [...tasks.keys()]);
	if (rows.length === 0) return moves;
	const found = await lockEnrolments(
		tx,
		rows.map(({ enrolmentId }) => enrolmentId),
	);
	const world = await World.load(tx, catalogue, [...found.values()], nobody);
	for (const row of rows) {
		const enrolment = found.get(row.enrolmentId);
		if (enrolment) end(walkOf(world, moves, enrolment), row, { result: tasks.get(String(row.taskId)) ?? 'done' });
		await breathe();
	}
	return moves;
}
