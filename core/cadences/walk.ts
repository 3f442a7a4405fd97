import { channels } from '../channels/registry';
import { isFulfilled } from '../conditions';
import type { CrmRecord, WorkPayload } from '../crm';
import { objects } from '../schema/objects';
import { newRecord } from '../store';
import { personOf, type Cadence, type Enrolment } from './enrolments';
import type { Move, Moves } from './moves';
import type { StepRow } from './stepLog';
import { branchOf, type Step } from './steps';
import type { World } from './world';

const task = objects.get('task');

/** One person's way on, and what it is decided by. */
export interface Walk {
	readonly world: World;
	readonly moves: Moves;
	readonly move: Move;
	readonly cadence: Cadence;
}

export const walkOf = (world: World, moves: Moves, enrolment: Enrolment, item?: number): Walk => ({
	world,
	moves,
	move: moves.of(enrolment, item),
	cadence: world.cadence(enrolment),
});

/** Has the person wait for a step, or finish where there is none. */
export function goTo({ world, moves, move, cadence }: Walk, index: number): void {
	if (index >= cadence.steps.length) moves.finish(move);
	else moves.wait(move, { cadence, index, at: world.dueAt(cadence, index, world.calendar(move.now)) });
}

/** A step that the person has come to now. */
export const reached = ({ world, move, cadence }: Walk, index: number, more: Partial<StepRow> = {}): StepRow => ({
	enrolmentId: move.now.id,
	step: cadence.steps[index].name,
	position: index + 1,
	kind: cadence.steps[index].kind,
	reachedAt: new Date(world.now).toISOString(),
	doneAt: null,
	result: null,
	channel: null,
	messageId: null,
	taskId: null,
	...more,
});

export const doneNow = ({ now }: World): string => new Date(now).toISOString();

/** Goes through a wait or a condition that is due, to the step behind it; false where it is a step for somebody to do. */
export function passThrough(walk: Walk, index: number): boolean {
	const { world, moves, cadence } = walk;
	const { kind } = cadence.steps[index];
	if (kind !== 'wait' && kind !== 'condition') return false;
	const fulfilled = kind === 'condition' && meets(walk, cadence.steps[index]);
	const result = kind === 'wait' ? 'done' : fulfilled ? 'true' : 'false';
	moves.step(reached(walk, index, { doneAt: doneNow(world), result }));
	goTo(walk, kind === 'wait' ? index + 1 : branchOf(cadence.steps, index, fulfilled));
	return true;
}

function meets({ world, move }: Walk, { field, operator, value }: Step): boolean {
	const person = world.person(move.now);
	const object = personOf(move.now)?.object;
	return (
		person !== undefined &&
		object !== undefined &&
		isFulfilled(
			world.object(object),
			{ field: field ?? '', operator: operator ?? 'isNotEmpty', ...(value !== undefined && { value }) },
			person,
		)
	);
}

/** The first of the step's channels on which the person can be reached. */
export function channelFor({ world, move }: Walk, { channels: wanted }: Step): string | undefined {
	const person = world.person(move.now);
	const object = personOf(move.now)?.object;
	if (!person || !object) return undefined;
	return reachableOn(person, object, wanted);
}

/** The same of a record; without channels everybody is reached through the outbox. */
export const reachableOn = (person: CrmRecord, object: 'lead' | 'contact', wanted: readonly string[] = ['outbox']): string | undefined =>
	(wanted.length > 0 ? wanted : ['outbox']).find((id) => {
		const address = channels.find((channel) => channel.id === id)?.addressOf(person, object);
		return address !== undefined && address !== '';
	});

/** The task that a step is for the owner; its subject says why where the step was another one. */
export function taskOf({ world, move, cadence }: Walk, step: Step, subject = step.subject ?? step.name): CrmRecord {
	const person = world.person(move.now);
	return newRecord(task, {
		subject,
		kind: step.kind === 'call' ? 'call' : 'other',
		status: 'open',
		priority: step.priority ?? 'normal',
		detail: step.detail ?? cadence.name,
		dueOn: world.today,
		assigneeId: move.now.ownerId,
		leadId: move.now.leadId,
		contactId: move.now.contactId,
		customerId: move.now.contactId === null ? null : (person?.customerId ?? null),
	});
}

/** What a workflow gets of a step. */
export const payloadOf = ({ move, cadence }: Walk, index: number, { channel, taskId }: StepRow): WorkPayload => ({
	enrolmentId: move.now.id,
	cadenceId: cadence.id,
	cadence: cadence.name,
	step: cadence.steps[index].name,
	position: index + 1,
	steps: cadence.steps.length,
	channel,
	template: cadence.steps[index].template ?? null,
	taskId,
	ownerId: move.now.ownerId,
});
