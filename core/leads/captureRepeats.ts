import type { CaptureOptions, CrmRecord } from '../crm';
import { breathe, firstResults, keepResults, keptKeys, recordsById, type KeptResult } from '../store';
import { tell, type Told } from './captureAnswer';
import type { Done, Kept, Run } from './captureRun';

const defaultWindow = 10;

/** Milliseconds in which the same content is the same post. */
const windowOf = (options: CaptureOptions): number => (options.repeatWindowMinutes ?? defaultWindow) * 60_000;

/** Where a first result is: kept by an earlier call, or that of an input of this one, by its index. */
type First = Kept | number;

/** Inputs of a call that were captured before. */
export interface Repeats {
	/** Inputs that repeat an earlier one of this call, with that one. */
	readonly copies: ReadonlyMap<number, number>;
	/** Callers' keys that come for the first time, as they are kept. */
	readonly newKeys: ReadonlyMap<string, First>;
}

/** What makes an input the same as another, as it is kept; the caller's key, which outweighs the content, comes first. */
async function keysOf({ batch, captured, options }: Run): Promise<Array<{ index: number; own?: string; all: string[] }>> {
	const given = await keptKeys('lead.capture', batch.inputs);
	const byContent = windowOf(options) > 0;
	return [...captured.entries()]
		.filter(([index]) => batch.isOpen(index))
		.map(([index, { contentKey }]) => {
			const own = given[index];
			return { index, own, all: [own, byContent ? contentKey : undefined].filter((key) => key !== undefined) };
		});
}

/** Answers inputs that were captured before, by key or content, and sets aside those that repeat an earlier input of this call. */
export async function answerRepeated(run: Run): Promise<Repeats> {
	const { batch } = run;
	const open = await keysOf(run);
	const { firsts, leads } = await keptBefore(
		run,
		open.flatMap(({ all }) => all),
	);
	const answered: Told[] = [];
	const copies = new Map<number, number>();
	const newKeys = new Map<string, First>();
	for (const { index, own, all } of open) {
		const first = all.map((key) => firsts.get(key)).find((found) => found !== undefined);
		if (own !== undefined && !firsts.has(own)) newKeys.set(own, first ?? index);
		if (first === undefined) for (const key of all) firsts.set(key, index);
		// A key that comes with known content is used from now on; new content that comes with a known key was never captured.
		else if (!firsts.has(all[0])) firsts.set(all[0], first);
		if (typeof first === 'number') copies.set(index, first);
		else if (first) answered.push({ index, kept: first, record: leads.get(first.leadId) as CrmRecord });
		await breathe();
	}
	await tell(run, answered, { originals: leads, repeated: true });
	for (const index of copies.keys()) batch.reserve(index);
	return { copies, newKeys };
}

/** Results that earlier calls kept for these keys. One whose lead was deleted since is as if it were not kept. */
async function keptBefore({ tx, session }: Run, keys: readonly string[]) {
	const results = await firstResults<Kept>(tx, keys);
	const ids = [...results.values()].flatMap(({ leadId, duplicateOf }) => (duplicateOf ? [leadId, duplicateOf] : [leadId]));
	const leads = await recordsById(tx, session.objects.get('lead'), { ids, scope: session.context.scope });
	const firsts = new Map<string, First>();
	for (const [key, kept] of results) if (leads.get(kept.leadId)?.deletedAt === null) firsts.set(key, kept);
	return { firsts, leads };
}

/** Keeps the results for posts that come again: by content those that were captured, by key whatever had a new one. */
export async function keepFirst({ tx, captured, options }: Run, done: readonly Done[], newKeys: Repeats['newKeys']): Promise<void> {
	const life = windowOf(options);
	const byIndex = new Map(done.map(({ index, kept }) => [index, kept]));
	const results: KeptResult[] = [];
	for (const [key, first] of newKeys) {
		results.push({ key, result: typeof first === 'number' ? byIndex.get(first) : first });
		await breathe();
	}
	if (life > 0) for (const { index, kept } of done) results.push({ key: captured[index].contentKey, result: kept, life });
	await keepResults(tx, results);
}
