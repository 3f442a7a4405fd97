import { clock } from '../clock';
import { builtIn, breathe, type Change, type StoreTx } from '../store';
import { cadencesById, lockEnrolments, openIds, type Cadence } from './enrolments';
import { Moves } from './moves';
import { reachedSteps, stepPlace } from './stepLog';
import { findStep, type Step } from './steps';
import { doneNow, goTo, walkOf } from './walk';
import { World } from './world';

/** Where those go who were at a step that is no more: the first one behind it that is still there; the end where none is. */
function successorOf(before: readonly Step[], after: readonly Step[], removed: string): number {
	const at = findStep(before, removed);
	for (const { name } of before.slice(at + 1)) {
		const index = findStep(after, name);
		if (index >= 0) return index;
	}
	return after.length;
}

/** Has people go on who are at steps that an edit took away; what they have waited so far counts. */
export async function reroute(tx: StoreTx, changes: readonly Change[]): Promise<Change[]> {
	const edits = new Map<string, Cadence>();
	for (const { before, after } of changes)
		if (before && before.deletedAt === null && after.deletedAt === null) edits.set(after.id, before as Cadence);
	const ids = await strandedIds(tx, changes);
	if (ids.length === 0) return [];
	const found = await lockEnrolments(tx, ids);
	const cadences = await cadencesById(tx, edits.keys());
	const world = await World.load(tx, builtIn, [...found.values()], { cadences });
	const moves = new Moves();
	const steps = await reachedSteps(
		tx,
		[...found.values()].map(({ id, stepName }) => ({ id, step: stepName })),
	);
	for (const enrolment of found.values()) {
		await breathe();
		const walk = walkOf(world, moves, enrolment);
		const { move, cadence } = walk;
		const removed = String(enrolment.stepName);
		const index = successorOf((edits.get(cadence.id) as Cadence).steps, cadence.steps, removed);
		const row = steps.get(stepPlace({ enrolmentId: enrolment.id, step: removed }));
		if (row?.doneAt === null) moves.step({ ...row, doneAt: doneNow(world), result: 'removed' });
		const waited = row === undefined && enrolment.nextAt !== null && index < cadence.steps.length;
		if (waited) moves.wait(move, { cadence, index, at: Math.max(Date.parse(String(enrolment.nextAt)), clock.now()) });
		else goTo(walk, index);
	}
	await moves.writeRest(tx);
	return moves.changes();
}

/** Open enrolments whose step is no more, in one statement per cadence that lost one. */
async function strandedIds(tx: StoreTx, changes: readonly Change[]): Promise<string[]> {
	const ids: string[] = [];
	for (const { before, after } of changes) {
		if (!before || before.deletedAt !== null || after.deletedAt !== null) continue;
		const left = (after as Cadence).steps;
		const gone = (before as Cadence).steps.map(({ name }) => name).filter((name) => findStep(left, name) < 0);
		if (gone.length === 0) continue;
		const some = await openIds(tx, (bindings) => `t."cadenceId" = ${bindings.add(after.id)} AND ${bindings.among('t."stepName"', gone)}`);
		ids.push(...some);
	}
	return ids;
}
