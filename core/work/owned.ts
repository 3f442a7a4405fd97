import type { OwnedWork, WorkOwner, WorkOwners, WorkVerdict } from '../records';
import type { StoreTx } from '../store';
import type { WorkRow } from './row';
import { settleWork, type EndedWork } from './settle';

/** Work by who owns its kind; of kinds that nobody owns, under undefined. */
const byOwner = <Work extends Pick<OwnedWork, 'kind'>>(owners: WorkOwners, works: readonly Work[]): Map<WorkOwner | undefined, Work[]> =>
	Map.groupBy(works, ({ kind }) => owners[kind]);

/** Asks the owners of claimed work about it; gives what is to be given out, as it is to be given out. */
export async function askOwners(tx: StoreTx, owners: WorkOwners, works: readonly WorkRow[]): Promise<WorkRow[]> {
	const given: WorkRow[] = [];
	const ended: EndedWork[] = [];
	for (const [owner, list] of byOwner(owners, works)) {
		if (!owner) {
			given.push(...list);
			continue;
		}
		const verdicts = await owner.claimed(tx, list);
		for (const [at, work] of list.entries()) {
			const verdict: WorkVerdict = verdicts[at];
			if (verdict === 'moved') continue;
			if ('payload' in verdict) given.push({ ...work, payload: JSON.stringify(verdict.payload) });
			else ended.push({ work, ending: verdict });
		}
	}
	if (ended.length > 0) await settleWork(tx, ended);
	return given;
}

/** Tells the owners of work that is done before anything of it is written: they lock their records before their work. */
export async function tellOwners(tx: StoreTx, owners: WorkOwners, works: readonly OwnedWork[]): Promise<void> {
	for (const [owner, list] of byOwner(owners, works)) if (owner) await owner.done(tx, list);
}
