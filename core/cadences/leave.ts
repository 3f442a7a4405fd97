import type { EnrolmentTarget, LeaveInput } from '../cadenceTypes';
import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CrmRecord } from '../crm';
import { Batch, notFound, type Session } from '../records';
import { objects } from '../schema/objects';
import { Bindings, breathe, chunksOf, recordsById, scopeSql, type StoreTx } from '../store';
import { enrolmentLifecycle } from './enrolment.lifecycle';
import { cadencesById, lockEnrolments, type Cadence, type Enrolment } from './enrolments';
import { Moves, type Move } from './moves';
import { reachedSteps, stepPlace, type StepRow } from './stepLog';
import { findStep } from './steps';
import { cadenceNamed } from './world';
import { noCadence } from './faults';

const enrolment = objects.get('enrolment');

type Verb = 'exit' | 'pause' | 'resume';

/** Takes people out of cadences, or has them wait, all in one transaction; a person who is in none is answered with an empty list. */
export async function leaveCadences(
	session: Session,
	verb: Verb,
	inputs: readonly LeaveInput[],
): Promise<Array<Outcome<readonly CrmRecord[]>>> {
	const batch = new Batch<LeaveInput, readonly CrmRecord[]>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const wanted = await findTargets(tx, session, batch);
		const found = await lockEnrolments(tx, new Set([...wanted.values()].flat()));
		const known = await knownOf(tx, verb, found);
		const moves = new Moves();
		for (const [index, ids] of wanted) {
			const { note, item } = inputs[index];
			for (const id of ids) {
				const record = found.get(id) as Enrolment;
				await batch.attempt(index, () => step(verb, moves, { move: moves.of(record, item), note, ...known }));
				await breathe();
			}
		}
		batch.settle(session.context.partial);
		await moves.write(tx);
		const records = moves.records();
		for (const [index, ids] of wanted)
			if (batch.isOpen(index))
				batch.done(
					index,
					ids.map((id) => records.get(id) as CrmRecord),
				);
		return batch.outcomes();
	});
}

interface Known {
	readonly cadences: ReadonlyMap<string, Cadence>;
	readonly steps: ReadonlyMap<string, StepRow>;
}

async function knownOf(tx: StoreTx, verb: Verb, found: ReadonlyMap<string, Enrolment>): Promise<Known> {
	if (verb !== 'resume') return { cadences: new Map(), steps: new Map() };
	const all = [...found.values()];
	return {
		cadences: await cadencesById(tx, new Set(all.map(({ cadenceId }) => cadenceId))),
		steps: await reachedSteps(
			tx,
			all.map(({ id, stepName }) => ({ id, step: stepName })),
		),
	};
}

function step(verb: Verb, moves: Moves, { move, note, ...known }: Known & { move: Move; note?: string }): void {
	if (verb === 'exit') {
		moves.exit(move, 'manual', note);
		return;
	}
	const { to, emits } = enrolmentLifecycle.apply(move.now, verb);
	move.now.status = to;
	if (emits) move.emits.push(emits);
	if (verb === 'pause') move.work = 'cancelled';
	else goOn(moves, move, known);
}

/** Whoever goes on is given the step anew that was broken off; what waits for a task goes on with the task. */
function goOn(moves: Moves, move: Move, { cadences, steps }: Known): void {
	const cadence = cadences.get(move.now.cadenceId) as Cadence;
	const index = findStep(cadence.steps, move.now.stepName);
	if (index < 0) {
		moves.finish(move);
		return;
	}
	const row = steps.get(stepPlace({ enrolmentId: move.now.id, step: cadence.steps[index].name }));
	if (row && row.doneAt === null && row.taskId !== null && cadence.steps[index].waitForDone) return;
	const now = clock.iso();
	if (move.now.nextAt === null || move.now.nextAt < now) move.now.nextAt = now;
	moves.place(move, { cadence, index });
}

/** The ids of the enrolments that each input is about. */
async function findTargets(
	tx: StoreTx,
	session: Session,
	batch: Batch<LeaveInput, readonly CrmRecord[]>,
): Promise<Map<number, readonly string[]>> {
	const wanted = new Map<number, readonly string[]>();
	const { scope } = session.context;
	const named = batch.inputs.flatMap((input) => ('enrolmentId' in input ? [input.enrolmentId] : []));
	const visible = await recordsById(tx, enrolment, { ids: named, scope });
	const ofPeople = await openOfPeople(tx, session, batch.inputs);
	for (const [index, input] of batch.inputs.entries()) {
		await breathe();
		if ('enrolmentId' in input) {
			if (visible.has(input.enrolmentId)) wanted.set(index, [input.enrolmentId]);
			else batch.fail(index, notFound(enrolment, input.enrolmentId, false));
			continue;
		}
		const cadence = input.cadence === undefined ? undefined : await cadenceNamed(tx, input.cadence);
		if (input.cadence !== undefined && !cadence) batch.fail(index, noCadence(input.cadence));
		else
			wanted.set(
				index,
				(ofPeople.get(input.id) ?? []).filter((one) => !cadence || one.cadenceId === cadence.id).map(({ id }) => id),
			);
	}
	return wanted;
}

/** What people are in, by their ids. */
async function openOfPeople(
	tx: StoreTx,
	session: Session,
	inputs: readonly EnrolmentTarget[],
): Promise<Map<string, Array<{ id: string; cadenceId: string }>>> {
	const found = new Map<string, Array<{ id: string; cadenceId: string }>>();
	for (const name of ['lead', 'contact'] as const) {
		const ids = inputs.flatMap((input) => ('object' in input && input.object === name ? [input.id] : []));
		for (const chunk of chunksOf([...new Set(ids)], 250)) {
			const bindings = new Bindings(tx);
			const rows = await tx.query<{ id: string; cadenceId: string; personId: string }>(
				`SELECT t."id", t."cadenceId", t."${name}Id" AS "personId" FROM "crm_enrolment" t
				WHERE ${bindings.among(`t."${name}Id"`, chunk)} AND t."openKey" IS NOT NULL AND t."deletedAt" IS NULL AND ${scopeSql(enrolment, session.context.scope, bindings)}`,
				bindings.values,
			);
			for (const { personId, ...one } of rows) found.set(personId, [...(found.get(personId) ?? []), one]);
			await breathe();
		}
	}
	return found;
}
