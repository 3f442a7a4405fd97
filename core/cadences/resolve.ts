import { dayAt } from '../day';
import { foldName } from '../normalise/names';
import type { OwnedWork, WorkVerdict } from '../records';
import type { Text } from '../text';
import { breathe, type Catalogue, type StoreTx } from '../store';
import { lockFreeEnrolments, type Enrolment } from './enrolments';
import { Moves } from './moves';
import { forgetDays, takeDay } from './oneADay';
import { reachedSteps, stepPlace, type StepRow } from './stepLog';
import { findStep, workKindOf, type Step } from './steps';
import { nextDayOpening, windowOpening } from './timing';
import { channelFor, doneNow, goTo, passThrough, payloadOf, reached, taskOf, walkOf, type Walk } from './walk';
import { templatePurposes, World } from './world';

/** Milliseconds after which work is claimed again whose enrolment somebody else was changing, or whose cadence is switched off. */
const soon = 1000;
const muchLater = 3_600_000;

/** A message that goes now, if it is the person's first of the day. */
interface Candidate {
	readonly at: number;
	readonly walk: Walk;
	readonly index: number;
	readonly channel: string;
}

/** One round of due steps. */
interface Round {
	readonly world: World;
	readonly moves: Moves;
	readonly steps: ReadonlyMap<string, StepRow>;
	readonly templates: ReadonlyMap<string, string>;
	readonly candidates: Candidate[];
}

/**
 * Decides about steps that are due, in the transaction that claims them: waits and conditions are gone through, people who
 * are gone leave, messages keep to their hours and to one a day, tasks are made. What is left is for a workflow to do.
 */
export async function resolveDue(tx: StoreTx, catalogue: Catalogue, works: readonly OwnedWork[]): Promise<WorkVerdict[]> {
	const found = await lockFreeEnrolments(
		tx,
		works.map(({ id }) => id),
	);
	const enrolments = [...found.values()];
	const round: Round = {
		world: await World.load(tx, catalogue, enrolments),
		moves: new Moves(),
		steps: await reachedSteps(
			tx,
			enrolments.map(({ id, stepName }) => ({ id, step: stepName })),
		),
		templates: await templatePurposes(tx),
		candidates: [],
	};
	const verdicts: WorkVerdict[] = [];
	for (const [at, work] of works.entries()) {
		const enrolment = found.get(work.id);
		verdicts.push(enrolment ? decide(round, enrolment, { work, at }) : again(round, soon));
		await breathe();
	}
	await sendFirsts(tx, round, verdicts);
	await round.moves.write(tx);
	return verdicts;
}

const again = ({ world }: Pick<Round, 'world'>, pause: number): WorkVerdict => ({ until: new Date(world.now + pause).toISOString() });

function decide(round: Round, enrolment: Enrolment, { work, at }: { work: OwnedWork; at: number }): WorkVerdict {
	const walk = walkOf(round.world, round.moves, enrolment);
	const { move, cadence } = walk;
	if (enrolment.status !== 'active') {
		move.work = 'cancelled';
		return 'moved';
	}
	const person = round.world.person(enrolment);
	if (!person || person.deletedAt !== null) {
		round.moves.exit(move, 'deleted');
		return 'moved';
	}
	if (cadence.active === false) return again(round, muchLater);
	const index = findStep(cadence.steps, enrolment.stepName);
	if (index < 0) {
		round.moves.finish(move);
		return 'moved';
	}
	// A lead has become a contact since.
	if (work.recordId !== person.id) {
		round.moves.place(move, { cadence, index });
		return 'moved';
	}
	const row = round.steps.get(stepPlace({ enrolmentId: enrolment.id, step: cadence.steps[index].name }));
	// It is with a workflow, which broke off.
	if (row && row.doneAt === null) return giveAgain(round, walk, { index, at, row });
	if (!row) return arrive(round, walk, { index, at, kind: work.kind });
	// An edit put a step that was done behind the others: nobody gets one twice.
	goTo(walk, index + 1);
	return 'moved';
}

/** A message that comes again on another day takes its place in that one: somebody else may have had it. */
function giveAgain(round: Round, walk: Walk, { index, at, row }: { index: number; at: number; row: StepRow }): WorkVerdict {
	const { today, timeZone } = round.world;
	if (row.kind !== 'message' || dayAt(Date.parse(row.reachedAt), timeZone) === today) return { payload: payloadOf(walk, index, row) };
	round.candidates.push({ at, walk, index, channel: row.channel ?? 'outbox' });
	return 'moved';
}

interface Arrival {
	readonly index: number;
	readonly at: number;
	readonly kind: string;
}

function arrive(round: Round, walk: Walk, arrival: Arrival): WorkVerdict {
	const { cadence, move } = walk;
	const { index, kind } = arrival;
	// The step was edited into another kind meanwhile, which another workflow may listen to.
	if (workKindOf(cadence.steps, index) !== kind) {
		round.moves.place(move, { cadence, index });
		return 'moved';
	}
	if (passThrough(walk, index)) return 'moved';
	return cadence.steps[index].kind === 'message' ? arriveAtMessage(round, walk, arrival) : arriveAtTask(walk, index);
}

function arriveAtTask(walk: Walk, index: number): WorkVerdict {
	const task = taskOf(walk, walk.cadence.steps[index]);
	walk.moves.task(task);
	const row = reached(walk, index, { taskId: task.id });
	walk.moves.step(row);
	return { payload: payloadOf(walk, index, row) };
}

const withoutTemplate = ({ name, template }: Step): Text => ({
	en: `Step “${name}”: there is no message template “${template}” any more. Make it again or choose another one in the cadence, then retry`,
	'zh-CN': `步骤“${name}”：消息模板“${template}”已不存在。请重新创建该模板，或在跟进节奏中改选其他模板，然后重试`,
});

function arriveAtMessage(round: Round, walk: Walk, { index, at }: Arrival): WorkVerdict {
	const { world, move, cadence } = walk;
	const step = cadence.steps[index];
	const channel = channelFor(walk, step);
	if (channel === undefined) return withoutAddress(walk, index);
	if (!round.templates.has(foldName(step.template ?? ''))) return { dead: withoutTemplate(step) };
	const opens = windowOpening(world.now, cadence, world.calendar(move.now));
	if (opens > world.now) return putOff(walk, index, opens);
	round.candidates.push({ at, walk, index, channel });
	return 'moved';
}

function putOff({ moves, move, cadence }: Walk, index: number, at: number): WorkVerdict {
	moves.wait(move, { cadence, index, at });
	return 'moved';
}

/** The step is done without a message: with a task for the owner, or not at all. */
function withoutAddress(walk: Walk, index: number): WorkVerdict {
	const { world, moves, cadence } = walk;
	const step = cadence.steps[index];
	const doneAt = doneNow(world);
	if (step.ifNoAddress === 'skip') moves.step(reached(walk, index, { doneAt, result: 'skipped' }));
	else {
		const task = taskOf(walk, step, `${step.name} · ${String(world.person(walk.move.now)?.name ?? '')}`.slice(0, 300));
		moves.task(task);
		moves.step(reached(walk, index, { doneAt, result: 'noAddress', taskId: task.id }));
	}
	goTo(walk, index + 1);
	return 'moved';
}

/** Gives out the messages that are their person's first of the day, and puts the others off to the next. */
async function sendFirsts(tx: StoreTx, { world, moves, candidates }: Round, verdicts: WorkVerdict[]): Promise<void> {
	const got = await takeDay(
		tx,
		world.today,
		candidates.flatMap(({ walk }) => world.person(walk.move.now) ?? []),
	);
	for (const [i, { at, walk, index, channel }] of candidates.entries()) {
		if (got[i]) {
			const row = reached(walk, index, { channel });
			moves.step(row);
			verdicts[at] = { payload: payloadOf(walk, index, row) };
		} else {
			putOff(walk, index, nextDayOpening(world.now, walk.cadence, world.calendar(walk.move.now), world.timeZone));
		}
		await breathe();
	}
	if (candidates.length > 0) await forgetDays(tx, world.today);
}
