import type { CaptureOptions } from '../crm';
import { objects } from '../schema/objects';
import { breathe, firstResults, keepResults, recordsById, type KeptResult } from '../store';
import { ownersOf, resultOf } from './captureAnswer';
import type { Done, Kept, Run } from './captureRun';

const lead = objects.get('lead');

const operations = { key: 'lead.capture', content: 'lead.capture.content' } as const;
const defaultWindow = 10;

/** Milliseconds in which the same content is the same post. */
const windowOf = (options: CaptureOptions): number => (options.repeatWindowMinutes ?? defaultWindow) * 60_000;

/** Answers inputs that were captured before, by key or content; gives those that repeat an earlier input of this call. */
export async function answerRepeated(run: Run): Promise<Map<number, number>> {
	const { tx, batch, captured, options } = run;
	const window = windowOf(options);
	const open = [...captured.keys()].filter((index) => batch.isOpen(index));
	const keys = open.flatMap((index) => batch.inputs[index].idempotencyKey ?? []);
	const byKey = await firstResults<Kept>(tx, { operation: operations.key, keys });
	const contents = window > 0 ? open.map((index) => captured[index].contentKey) : [];
	const byContent = await firstResults<Kept>(tx, { operation: operations.content, keys: contents });
	const repeated = new Map<number, Kept>();
	const copies = new Map<number, number>();
	const first = new Map<string, number>();
	for (const index of open) {
		const { idempotencyKey } = batch.inputs[index];
		const { contentKey } = captured[index];
		const marks = [...(idempotencyKey === undefined ? [] : [idempotencyKey]), ...(window > 0 ? [`content:${contentKey}`] : [])];
		const kept = byKey.get(idempotencyKey ?? '') ?? byContent.get(contentKey);
		const earlier = marks.map((mark) => first.get(mark)).find((found) => found !== undefined);
		if (kept) repeated.set(index, kept);
		else if (earlier !== undefined) copies.set(index, earlier);
		else for (const mark of marks) first.set(mark, index);
		await breathe();
	}
	await answerKept(run, repeated);
	for (const index of copies.keys()) batch.reserve(index);
	return copies;
}

async function answerKept({ tx, batch, session, options, captured }: Run, repeated: ReadonlyMap<number, Kept>): Promise<void> {
	const ids = [...repeated.values()].flatMap((kept) => [kept.leadId, ...(kept.duplicateOf ? [kept.duplicateOf] : [])]);
	const leads = await recordsById(tx, lead, { ids, scope: session.context.scope });
	const owners = await ownersOf(tx, [...leads.values()]);
	for (const [index, kept] of repeated) {
		const record = leads.get(kept.leadId);
		// A lead deleted since then is captured anew.
		if (!record || record.deletedAt !== null) continue;
		const { ignored } = captured[index];
		batch.done(
			index,
			resultOf({
				kept,
				record,
				owners,
				ignored,
				duplicateOf: leads.get(kept.duplicateOf ?? ''),
				publicAnswer: options.publicAnswer,
				repeated: true,
			}),
		);
	}
}

/** Keeps the results for posts that come again. */
export async function keepFirst({ tx, batch, captured, options }: Run, done: readonly Done[]): Promise<void> {
	const window = windowOf(options);
	const results = done.flatMap(({ index, kept }): KeptResult[] => {
		const key = batch.inputs[index].idempotencyKey;
		return [
			...(key === undefined ? [] : [{ operation: operations.key, key, result: kept }]),
			...(window > 0 ? [{ operation: operations.content, key: captured[index].contentKey, result: kept, life: window }] : []),
		];
	});
	await keepResults(tx, results);
}
