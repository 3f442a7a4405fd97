import { failureReason } from '../attempts';
import type { WorkPayload } from '../crm';
import { CrmError } from '../errors';
import type { Session } from '../records';
import { Bindings, type StoreTx } from '../store';
import { readPayload, type WorkRow } from './row';
import type { WorkEnding } from './settle';

/** Due work that a workflow is about to get. */
export interface TakenWork extends Pick<WorkRow, 'id' | 'kind' | 'key' | 'object' | 'recordId'> {
	/** What an earlier attempt gave, where there was one. */
	readonly payload: WorkPayload | null;
}

/**
 * What a domain does itself when its work is due, before a workflow hears of it: in one transaction, and once, as what is
 * given is kept with the work. It comes after the claim, not inside it as with an owner of work: whoever decides about a
 * record locks that first and then calls its work off, and a claim would take the two in the other order. @returns what the workflow gets as data, by id; work that is missing needs nobody and is done
 */
export type WorkTaker = (session: Session, tx: StoreTx, works: readonly TakenWork[]) => Promise<ReadonlyMap<string, WorkPayload>>;

export type WorkTakers = Readonly<Record<string, WorkTaker>>;

/** Claimed work after its domains have done their part. */
export interface TakenWorks {
	readonly works: readonly WorkRow[];
	/** What is not given out. */
	readonly ended: ReadonlyArray<{ readonly work: WorkRow; readonly ending: WorkEnding }>;
}

/** Lets domains do their part of claimed work. What one of them cannot do fails by itself and is tried again like a failed workflow. */
export async function takeWork(session: Session, takers: WorkTakers, works: readonly WorkRow[]): Promise<TakenWorks> {
	const result = { works: works.filter(({ kind }) => !Object.hasOwn(takers, kind)), ended: [] as Array<TakenWorks['ended'][number]> };
	const byTaker = Map.groupBy(
		works.filter(({ kind }) => Object.hasOwn(takers, kind)),
		({ kind }) => takers[kind],
	);
	for (const [taker, list] of byTaker) {
		const taken = await takeAll(session, taker, list);
		result.works.push(...taken.works);
		result.ended.push(...taken.ended);
	}
	return result;
}

const isOutage = (error: unknown): boolean => error instanceof CrmError && error.code === 'StoreUnavailable';

/** What stands in its way, as a list of due work shows it. */
const reasonOf = (error: unknown) => failureReason(error instanceof CrmError ? error.text : String(error));

async function takeAll(session: Session, taker: WorkTaker, works: readonly WorkRow[]): Promise<TakenWorks> {
	try {
		return await session.store.write(session.context, async (tx) => {
			const given = await taker(session, tx, works.map(takenOf));
			const told = works.flatMap((work) => {
				const payload = given.get(work.id);
				return payload ? [{ ...work, payload: JSON.stringify(payload) }] : [];
			});
			await keepPayloads(tx, told);
			return { works: told, ended: works.filter(({ id }) => !given.has(id)).map((work) => ({ work, ending: 'done' as const })) };
		});
	} catch (error) {
		if (isOutage(error)) throw error;
		if (works.length === 1) return { works: [], ended: [{ work: works[0], ending: { failed: reasonOf(error) } }] };
		const singly = [];
		for (const work of works) singly.push(await takeAll(session, taker, [work]));
		return { works: singly.flatMap((one) => one.works), ended: singly.flatMap((one) => one.ended) };
	}
}

const takenOf = (work: WorkRow): TakenWork => {
	const { id, kind, key, object, recordId } = work;
	return { id, kind, key, object, recordId, payload: readPayload(work) };
};

async function keepPayloads(tx: StoreTx, works: readonly WorkRow[]): Promise<void> {
	if (works.length === 0) return;
	const bindings = new Bindings(tx);
	const rows = bindings.rows(
		works.map(({ id, payload }) => [id, payload]),
		{ id: 'text', payload: 'text' },
	);
	await tx.query(
		`UPDATE "crm_due" AS d SET "payload" = ${tx.dialect.typed('v."payload"', 'json')} FROM ${rows} v WHERE d."id" = v."id"`,
		bindings.values,
	);
}
