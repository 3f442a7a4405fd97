import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import type { EnrolmentRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { breathe, changedRecord, writeChanges, type Change, type StoreTx } from '../store';
import { beginWork, closeWork, placeWork, type StandingWork } from '../work';
import { enrolmentLifecycle } from './enrolment.lifecycle';
import { personOf, type Cadence, type Enrolment } from './enrolments';
import { stepPlace, writeSteps, type StepRow } from './stepLog';
import { workKindOf } from './steps';

const enrolment = objects.get('enrolment');
const task = objects.get('task');

type ExitReason = NonNullable<EnrolmentRecord['exitReason']>;

/** One enrolment on its way: as it was, and as it is now. */
export interface Move {
	readonly before?: Enrolment;
	now: Enrolment;
	readonly emits: string[];
	readonly item?: number;
	/** What is to become of its work: waited for, or closed; absent: it stays as it is. */
	work?: StandingWork | 'done' | 'cancelled';
}

/** What happens to enrolments in one transaction: gathered, and written together. */
export class Moves {
	readonly #moves = new Map<string, Move>();
	readonly #steps = new Map<string, StepRow>();
	readonly #tasks: Change[] = [];

	/** The move of an enrolment that is there. */
	of(before: Enrolment, item?: number): Move {
		const move = this.#moves.get(before.id) ?? { before, now: { ...before }, emits: [], item };
		this.#moves.set(before.id, move);
		return move;
	}

	/** The move of a new one. */
	begin(now: Enrolment, item: number): Move {
		const move: Move = { now, emits: ['enrolment.started'], item };
		this.#moves.set(now.id, move);
		return move;
	}

	step(row: StepRow): void {
		this.#steps.set(stepPlace(row), row);
	}

	/** A step as this transaction has it. */
	stepOf(place: Pick<StepRow, 'enrolmentId' | 'step'>): StepRow | undefined {
		return this.#steps.get(stepPlace(place));
	}

	task(after: CrmRecord): void {
		this.#tasks.push({ object: task, after, emits: after.assigneeId === null ? [] : ['task.assigned'] });
	}

	/** Has the person wait for a step of the cadence; while it is paused, without anything coming due. */
	wait(move: Move, { cadence, index, at }: { cadence: Cadence; index: number; at: number }): void {
		const step = cadence.steps[index];
		move.now.stepName = step.name;
		move.now.nextAt = new Date(at).toISOString();
		if (move.now.status === 'active') this.place(move, { cadence, index });
	}

	/** Has the step come due that the person waits for. */
	place(move: Move, { cadence, index }: { cadence: Cadence; index: number }): void {
		const { id, nextAt } = move.now;
		const step = cadence.steps[index];
		const person = personOf(move.now);
		move.work = {
			id,
			kind: workKindOf(cadence.steps, index),
			key: `${id}.${step.name}`,
			object: person?.object,
			recordId: person?.id,
			dueAt: nextAt ?? clock.iso(),
			payload: {
				enrolmentId: id,
				cadence: cadence.name,
				step: step.name,
				position: index + 1,
				channel: step.channels?.[0] ?? null,
				template: step.template ?? null,
			},
		};
	}

	/** The person has come to the end. */
	finish(move: Move): void {
		this.#end(move, move.now.repliedAt === null ? 'finish' : 'finishReplied');
		move.work = 'done';
	}

	/** The person leaves before the end. */
	exit(move: Move, reason: ExitReason, note?: string): void {
		this.#end(move, 'exit');
		move.now.exitReason = reason;
		if (note) move.now.exitNote = note;
		move.work = 'cancelled';
	}

	#end(move: Move, verb: 'finish' | 'finishReplied' | 'exit'): void {
		const { to, emits } = enrolmentLifecycle.apply(move.now, verb);
		Object.assign(move.now, { status: to, endedAt: clock.iso(), nextAt: null, openKey: null });
		if (emits) move.emits.push(emits);
	}

	/** The changes of the records, for whoever writes them with others. */
	changes(): Change[] {
		const changed: Change[] = [];
		for (const { before, now, emits, item } of this.#moves.values()) {
			const after = before ? changedRecord(before, now) : now;
			if (after !== before || emits.length > 0)
				changed.push({ object: enrolment, before, after, emits, item, ...(after === before && { kind: 'happened' as const }) });
		}
		return [...changed, ...this.#tasks];
	}

	/** The records as they are after {@link write}, by id. */
	records(): Map<string, CrmRecord> {
		const records = new Map<string, CrmRecord>();
		for (const { before, now } of this.#moves.values()) records.set(now.id, before ? changedRecord(before, now) : now);
		return records;
	}

	/** Writes everything but the records. */
	async writeRest(tx: StoreTx): Promise<void> {
		await writeSteps(tx, [...this.#steps.values()]);
		const [begun, placed]: [StandingWork[], StandingWork[]] = [[], []];
		const ended = { done: [] as string[], cancelled: [] as string[] };
		for (const { before, now, work } of this.#moves.values()) {
			if (work === 'done' || work === 'cancelled') ended[work].push(now.id);
			else if (work) (before ? placed : begun).push(work);
			await breathe();
		}
		await beginWork(tx, begun);
		await placeWork(tx, placed);
		await closeWork(tx, ended.done, 'done');
		await closeWork(tx, ended.cancelled, 'cancelled');
	}

	async write(tx: StoreTx): Promise<void> {
		await writeChanges(tx, this.changes());
		await this.writeRest(tx);
	}
}
