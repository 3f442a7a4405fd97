import { failureReason } from '../attempts';
import { CrmError } from '../errors';
import type { OwnedWork, Session, WorkOwner, WorkVerdict } from '../records';
import { Bindings, type StoreTx } from '../store';
import { readPayload, type WorkRow } from './row';
import { settleWork, type EndedWork } from './settle';

/** Work by who owns its kind; of kinds that nobody owns, under undefined. */
const byOwner = ({ workOwners }: Session, works: readonly WorkRow[]): Map<WorkOwner | undefined, WorkRow[]> =>
	Map.groupBy(works, ({ kind }) => workOwners[kind]);

const ownedOf = (work: WorkRow): OwnedWork => {
	const { id, kind, key, recordId } = work;
	return { id, kind, key, recordId, payload: readPayload(work) };
};

/** Work that its owner could do nothing with, and why. */
export interface FailedWork {
	readonly work: WorkRow;
	readonly error: CrmError;
}

const unforeseen = (cause: unknown): CrmError => {
	const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
	return new CrmError(
		'Unexpected',
		{ en: `This due work broke the CRM (${said})`, 'zh-CN': `处理此到期事项时 CRM 出错（${said}）` },
		{
			hint: {
				en: 'Look at the record it is about. If that is all right, report this to the makers of n8n-nodes-guanxi.',
				'zh-CN': '请检查该事项对应的记录；如记录无误，请将此问题反馈给 n8n-nodes-guanxi 的开发者。',
			},
			cause,
		},
	);
};

interface Apart {
	readonly given: readonly WorkRow[];
	readonly failed: readonly FailedWork[];
}

/** It fails and is tried again like a failed workflow. */
export const failedEnding = ({ work, error }: FailedWork): EndedWork => ({ work, ending: { failed: failureReason(error.text) } });

/**
 * Has owners do something about work of theirs, all of it at once; where that throws, in ever smaller parts, so that what
 * one item is in the way of fails alone and leaves nothing half written.
 * @param work under a savepoint of the caller's transaction; what it gives is given together
 * @throws CrmError StoreUnavailable
 */
async function eachApart(
	session: Session,
	works: readonly WorkRow[],
	work: (tx: StoreTx, some: readonly WorkRow[]) => Promise<readonly WorkRow[]>,
): Promise<Apart> {
	try {
		return { given: await session.store.write(session.context, async (tx) => await work(tx, works)), failed: [] };
	} catch (error) {
		if (error instanceof CrmError && error.code === 'StoreUnavailable') throw error;
		if (works.length === 1)
			return { given: [], failed: [{ work: works[0], error: error instanceof CrmError ? error : unforeseen(error) }] };
		const half = Math.ceil(works.length / 2);
		const first = await eachApart(session, works.slice(0, half), work);
		const rest = await eachApart(session, works.slice(half), work);
		return { given: [...first.given, ...rest.given], failed: [...first.failed, ...rest.failed] };
	}
}

/** Asks the owners of claimed work about it; gives what is to be given out, as it is to be given out. In the claim's transaction. */
export async function askOwners(tx: StoreTx, session: Session, works: readonly WorkRow[]): Promise<WorkRow[]> {
	const given: WorkRow[] = [];
	for (const [owner, list] of byOwner(session, works)) {
		if (!owner) {
			given.push(...list);
			continue;
		}
		const apart = await eachApart(
			session,
			list,
			async (inner, some) => await heed(inner, some, await owner.claimed(inner, session, some.map(ownedOf))),
		);
		given.push(...apart.given);
		if (apart.failed.length > 0) await settleWork(tx, apart.failed.map(failedEnding));
	}
	return given;
}

/** Does what an owner has said about its work. @returns what is given out */
async function heed(tx: StoreTx, works: readonly WorkRow[], verdicts: readonly WorkVerdict[]): Promise<WorkRow[]> {
	const given: WorkRow[] = [];
	const kept: WorkRow[] = [];
	const ended: EndedWork[] = [];
	for (const [at, work] of works.entries()) {
		const verdict = verdicts[at];
		if (verdict === 'moved') continue;
		if (verdict === 'done' || !('payload' in verdict)) {
			ended.push({ work, ending: verdict });
			continue;
		}
		const row = { ...work, payload: JSON.stringify(verdict.payload) };
		given.push(row);
		if (verdict.keep) kept.push(row);
	}
	if (kept.length > 0) await keepPayloads(tx, kept);
	if (ended.length > 0) await settleWork(tx, ended);
	return given;
}

async function keepPayloads(tx: StoreTx, works: readonly WorkRow[]): Promise<void> {
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

/**
 * Tells the owners of work that is done; `also` is done with each part of it.
 * @returns what could not be done, of which nothing is written
 */
export async function tellOwners(
	session: Session,
	works: readonly WorkRow[],
	also?: (tx: StoreTx, some: readonly WorkRow[]) => Promise<void>,
): Promise<FailedWork[]> {
	const failed: FailedWork[] = [];
	for (const [owner, list] of byOwner(session, works)) {
		if (!owner?.done && !also) continue;
		const apart = await eachApart(session, list, async (tx, some) => {
			await also?.(tx, some);
			await owner?.done?.(tx, session, some.map(ownedOf));
			return [];
		});
		failed.push(...apart.failed);
	}
	return failed;
}

/** Has owners lock what their work is about, before anybody locks the work: that is the order of all who change both. */
export async function lockOwned(tx: StoreTx, session: Session, works: readonly WorkRow[]): Promise<void> {
	for (const [owner, list] of byOwner(session, works)) await owner?.lock?.(tx, list.map(ownedOf));
}
