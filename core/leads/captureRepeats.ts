import type { CaptureOptions, CrmRecord } from '../crm';
import { objects } from '../schema/objects';
import { breathe, firstResults, keepResults, recordsById, type KeptResult } from '../store';
import { tell, type Told } from './captureAnswer';
import type { Done, Kept, Run } from './captureRun';

const lead = objects.get('lead');

const operations = { key: 'lead.capture', content: 'lead.capture.content' } as const;
const defaultWindow = 10;

/** Milliseconds in which the same content is the same post. */
const windowOf = (options: CaptureOptions): number => (options.repeatWindowMinutes ?? defaultWindow) * 60_000;

/** Where a first result is: kept by an earlier call, or that of an input of this one, by its index. */
type First = Kept | number;

/** Inputs of a call that were captured before. */
export interface Repeats {
	/** Inputs that repeat an earlier one of this call, with that one. */
	readonly copies: ReadonlyMap<number, number>;
	/** Idempotency keys that come for the first time. */
	readonly newKeys: ReadonlyMap<string, First>;
}

const keyMark = (key: string) => `key ${key}`;
const contentMark = (content: string) => `content ${content}`;

/** What makes an input the same as another; the key, which outweighs the content, comes first. */
function marksOf({ batch, captured, options }: Run, index: number): string[] {
	const { idempotencyKey } = batch.inputs[index];
	return [
		...(idempotencyKey === undefined ? [] : [keyMark(idempotencyKey)]),
		...(windowOf(options) > 0 ? [contentMark(captured[index].contentKey)] : []),
	];
}

/** Answers inputs that were captured before, by key or content, and sets aside those that repeat an earlier input of this call. */
export async function answerRepeated(run: Run): Promise<Repeats> {
	const { batch, captured } = run;
	const open = [...captured.keys()].filter((index) => batch.isOpen(index));
	const { firsts, leads } = await keptBefore(run, open);
	const answered: Told[] = [];
	const copies = new Map<number, number>();
	const newKeys = new Map<string, First>();
	for (const index of open) {
		const { idempotencyKey } = batch.inputs[index];
		const marks = marksOf(run, index);
		const first = marks.map((mark) => firsts.get(mark)).find((found) => found !== undefined);
		if (idempotencyKey !== undefined && !firsts.has(marks[0])) newKeys.set(idempotencyKey, first ?? index);
		if (first === undefined) for (const mark of marks) firsts.set(mark, index);
		// A key that comes with known content is used from now on; new content that comes with a known key was never captured.
		else if (!firsts.has(marks[0])) firsts.set(marks[0], first);
		if (typeof first === 'number') copies.set(index, first);
		else if (first) answered.push({ index, kept: first, record: leads.get(first.leadId) as CrmRecord });
		await breathe();
	}
	await tell(run, answered, { originals: leads, repeated: true });
	for (const index of copies.keys()) batch.reserve(index);
	return { copies, newKeys };
}

/** Results that earlier calls kept for these inputs, by mark. One whose lead was deleted since is as if it were not kept. */
async function keptBefore({ tx, batch, captured, options, session }: Run, open: readonly number[]) {
	const keys = open.flatMap((index) => batch.inputs[index].idempotencyKey ?? []);
	const contents = windowOf(options) > 0 ? open.map((index) => captured[index].contentKey) : [];
	const byKey = await firstResults<Kept>(tx, { operation: operations.key, keys });
	const byContent = await firstResults<Kept>(tx, { operation: operations.content, keys: contents });
	const ids = [...byKey.values(), ...byContent.values()].flatMap(({ leadId, duplicateOf }) =>
		duplicateOf ? [leadId, duplicateOf] : [leadId],
	);
	const leads = await recordsById(tx, lead, { ids, scope: session.context.scope });
	const firsts = new Map<string, First>();
	for (const [found, mark] of [
		[byKey, keyMark],
		[byContent, contentMark],
	] as const) {
		for (const [key, kept] of found) if (leads.get(kept.leadId)?.deletedAt === null) firsts.set(mark(key), kept);
		await breathe();
	}
	return { firsts, leads };
}

/** Keeps the results for posts that come again: by content those that were captured, by key whatever had a new one. */
export async function keepFirst({ tx, captured, options }: Run, done: readonly Done[], newKeys: Repeats['newKeys']): Promise<void> {
	const life = windowOf(options);
	const byIndex = new Map(done.map(({ index, kept }) => [index, kept]));
	const results: KeptResult[] = [];
	for (const [key, first] of newKeys) {
		results.push({ operation: operations.key, key, result: typeof first === 'number' ? byIndex.get(first) : first });
		await breathe();
	}
	if (life > 0)
		for (const { index, kept } of done)
			results.push({ operation: operations.content, key: captured[index].contentKey, result: kept, life });
	await keepResults(tx, results);
}
