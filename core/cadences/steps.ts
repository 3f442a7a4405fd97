import { foldName } from '../normalise/names';
import type { CadenceRecord } from '../schema/generated/records';

export type Step = CadenceRecord['steps'][number];

/** Steps are known by their names, whatever their case and width. */
export const findStep = (steps: readonly Step[], name: string | null | undefined): number =>
	name == null ? -1 : steps.findIndex((step) => foldName(step.name) === foldName(name));

const kinds: Readonly<Partial<Record<Step['kind'], string>>> = {
	message: 'cadence.message',
	task: 'cadence.task',
	call: 'cadence.call',
};

/**
 * The kind of due work as which a step is waited for. Waits and conditions are nobody's to do: they go under the step that
 * they lead to, else the one they follow, so that a workflow which listens to a cadence's steps moves all of it.
 */
export function workKindOf(steps: readonly Step[], index: number): string {
	const near = [...steps.slice(index), ...steps.slice(0, index).reverse()];
	return near.map(({ kind }) => kinds[kind]).find((kind) => kind !== undefined) ?? 'cadence.message';
}

/** What a condition leads to: a later step, or the next one where none is named. */
export function branchOf(steps: readonly Step[], index: number, fulfilled: boolean): number {
	const { then, else: otherwise } = steps[index];
	const target = findStep(steps, fulfilled ? then : otherwise);
	return target > index ? target : index + 1;
}
