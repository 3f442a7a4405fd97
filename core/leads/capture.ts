import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CaptureInput, CaptureOptions, CaptureOutput, CaptureResult, CrmRecord } from '../crm';
import { checkReferences, type Session } from '../records';
import { Batch } from '../records';
import { objects } from '../schema/objects';
import type { UserRecord } from '../schema/generated/records';
import {
	breathe,
	firstResults,
	keepResults,
	newRecord,
	recordsById,
	writeChanges,
	type Change,
	type KeptResult,
	type Sql,
	type StoreTx,
} from '../store';
import { readCaptured, refusedAtTheDoor, rejected, tooMany, type Captured } from './captureInput';
import { CaptureState, type Working } from './captureState';
import { assignByRule, assignmentRule, scoringModel } from './policies';
import { overLimit } from './rateLimit';

const lead = objects.get('lead');
const touchpoint = objects.get('touchpoint');
const user = objects.get('user');

const operations = { key: 'lead.capture', content: 'lead.capture.content' } as const;
const defaultWindow = 10;

/** What is kept for a repeated post: ids only, so that nothing personal outlives its lead. */
interface Kept {
	readonly output: CaptureOutput;
	readonly leadId: string;
	readonly touchpointId: string;
	readonly duplicateOf?: string;
}

interface Done {
	readonly index: number;
	readonly working: Working;
	readonly kept: Kept;
}

/** A capture under way: one object instead of six parameters. */
interface Run {
	readonly tx: StoreTx;
	readonly session: Session;
	readonly options: CaptureOptions;
	readonly batch: Batch<CaptureInput, CaptureResult>;
	readonly captured: readonly Captured[];
}

/**
 * Validates, normalises, matches, creates or enriches, scores, assigns and logs the touchpoint of all inputs in one
 * transaction and a few statements. Bad input is not an error but the output `rejected`; nothing of it is stored.
 */
export async function captureLeads(
	session: Session,
	inputs: readonly CaptureInput[],
	options: CaptureOptions,
): Promise<Array<Outcome<CaptureResult>>> {
	const batch = new Batch<CaptureInput, CaptureResult>(inputs);
	const now = clock.iso();
	const captured: Captured[] = [];
	for (const [index, input] of inputs.entries()) {
		const refused = refusedAtTheDoor(input, options);
		if (refused) batch.done(index, refused);
		const read = readCaptured(refused ? { ...input, fields: {} } : input, now);
		captured.push(read);
		await breathe();
	}
	return await session.store.write(session.context, async (tx) => {
		const run: Run = { tx, session, options, batch, captured };
		await refuseBusySenders(run);
		for (const [index, { problems, ignored }] of captured.entries()) {
			if (problems.length > 0 && batch.isOpen(index)) batch.done(index, rejected(problems, { status: 400, ignored }));
		}
		await refuseUnknownReferences(run);
		const copies = await answerRepeated(run);
		const done = await captureNew(run);
		await answer(run, done);
		for (const [index, first] of copies) batch.copy(index, first, (result) => ({ ...result, repeated: true }));
		return batch.outcomes();
	});
}

async function refuseBusySenders({ tx, batch, options }: Run): Promise<void> {
	if (!options.rateLimit) return;
	const indexes = [...batch.inputs.keys()].filter((index) => batch.isOpen(index) && batch.inputs[index].sender);
	const over = await overLimit(
		tx,
		indexes.map((index) => batch.inputs[index].sender as string),
		options.rateLimit,
	);
	indexes.forEach((index, i) => over[i] && batch.done(index, tooMany()));
}

async function refuseUnknownReferences({ tx, batch, captured, session }: Run): Promise<void> {
	const drafts = captured.flatMap((one, index) =>
		batch.isOpen(index) && one.fields.ownerId ? [{ index, after: newRecord(lead, one.fields) }] : [],
	);
	await checkReferences(tx, lead, drafts, {
		scope: session.context.scope,
		fail: (index, error) => batch.done(index, rejected(error.problems, { status: 400, ignored: captured[index].ignored })),
	});
}

/** Answers inputs that were captured before, by key or content; gives those that repeat an earlier input of this call. */
async function answerRepeated(run: Run): Promise<Map<number, number>> {
	const { tx, batch, captured, options } = run;
	const window = (options.repeatWindowMinutes ?? defaultWindow) * 60_000;
	const open = [...captured.keys()].filter((index) => batch.isOpen(index));
	const keys = open.flatMap((index) => batch.inputs[index].idempotencyKey ?? []);
	const byKey = await firstResults<Kept>(tx, { operation: operations.key, keys });
	const since = new Date(clock.now() - window).toISOString();
	const contents = window > 0 ? open.map((index) => captured[index].contentKey) : [];
	const byContent = await firstResults<Kept>(tx, { operation: operations.content, keys: contents, since });
	const repeated = new Map<number, Kept>();
	const copies = new Map<number, number>();
	const first = new Map<string, number>();
	for (const index of open) {
		const marks = [batch.inputs[index].idempotencyKey, window > 0 ? `content:${captured[index].contentKey}` : undefined].filter(
			(mark) => mark !== undefined,
		);
		const kept =
			byKey.get(batch.inputs[index].idempotencyKey ?? '') ?? (window > 0 ? byContent.get(captured[index].contentKey) : undefined);
		const earlier = marks.map((mark) => first.get(mark)).find((found) => found !== undefined);
		if (kept) repeated.set(index, kept);
		else if (earlier !== undefined) copies.set(index, earlier);
		else for (const mark of marks) first.set(mark, index);
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

async function captureNew(run: Run): Promise<Done[]> {
	const { tx, batch, captured, options, session } = run;
	const open = [...captured.keys()].filter((index) => batch.isOpen(index));
	const state = new CaptureState(await scoringModel(tx, options.scoringModel));
	const rule = options.assignmentRule === null ? undefined : await assignmentRule(tx, options.assignmentRule);
	await state.load(
		tx,
		open.map((index) => captured[index]),
		session.context.scope,
	);
	const touchpoints: Change[] = [];
	const done: Done[] = [];
	for (const index of open) {
		const one = captureOne(state, captured[index], batch.inputs[index].item);
		const touch = newRecord(touchpoint, { ...captured[index].touchpoint, leadId: one.working.now.id });
		state.score(one.working, { event: 'touchpoint', kind: String(touch.channel), at: String(touch.at) });
		touchpoints.push({ object: touchpoint, after: touch, item: batch.inputs[index].item });
		done.push({ index, working: one.working, kept: { ...one.kept, touchpointId: touch.id } });
		await breathe();
	}
	const ownerless = [...new Set(done.map((entry) => entry.working))].filter((working) => working.now.ownerId === null);
	const assignments = rule
		? await assignByRule(
				tx,
				rule,
				ownerless.map((working) => working.now),
			)
		: [];
	assignments.forEach(({ userId }, i) => userId && state.change(ownerless[i], { ownerId: userId }));
	await writeChanges(tx, [...state.changes(), ...touchpoints]);
	await keep(run, done);
	return done;
}

function captureOne(state: CaptureState, captured: Captured, item: number): { working: Working; kept: Omit<Kept, 'touchpointId'> } {
	const decision = state.decide(captured);
	if (decision.kind === 'matched') {
		const working = state.leads.get(decision.leadId) as Working;
		state.fill(working, captured, { item, withheld: decision.heldByOthers });
		return { working, kept: { output: 'matched', leadId: decision.leadId } };
	}
	const duplicateOf = decision.kind === 'possibleDuplicate' ? decision.of : undefined;
	const working = state.create(captured, { item, possibleDuplicateOf: duplicateOf });
	return { working, kept: { output: duplicateOf ? 'possibleDuplicate' : 'created', leadId: working.now.id, duplicateOf } };
}

async function keep({ tx, batch, captured, options }: Run, done: readonly Done[]): Promise<void> {
	const window = (options.repeatWindowMinutes ?? defaultWindow) * 60_000;
	const results = done.flatMap(({ index, kept }): KeptResult[] => {
		const key = batch.inputs[index].idempotencyKey;
		return [
			...(key === undefined ? [] : [{ operation: operations.key, key, result: kept }]),
			...(window > 0 ? [{ operation: operations.content, key: captured[index].contentKey, result: kept }] : []),
		];
	});
	await keepResults(tx, results);
	await tx.query('DELETE FROM "crm_idempotency" WHERE "operation" = ? AND "at" < ?', [
		operations.content,
		new Date(clock.now() - Math.max(window, 86_400_000)).toISOString(),
	]);
}

async function ownersOf(sql: Sql, leads: readonly CrmRecord[]): Promise<Map<string, CrmRecord>> {
	const ids = leads.flatMap((record) => (typeof record.ownerId === 'string' ? [record.ownerId] : []));
	return await recordsById(sql, user, { ids, scope: { kind: 'all' } });
}

async function answer({ tx, batch, options, captured, session }: Run, done: readonly Done[]): Promise<void> {
	const owners = await ownersOf(
		tx,
		done.map(({ working }) => working.now),
	);
	const originals = await recordsById(tx, lead, { ids: done.flatMap(({ kept }) => kept.duplicateOf ?? []), scope: session.context.scope });
	for (const { index, working, kept } of done) {
		const { ignored } = captured[index];
		const result = resultOf({
			kept,
			record: working.now,
			owners,
			ignored,
			duplicateOf: originals.get(kept.duplicateOf ?? ''),
			publicAnswer: options.publicAnswer,
			repeated: false,
		});
		batch.done(index, { ...result, scoreParts: working.parts });
	}
}

interface Answered {
	readonly kept: Kept;
	readonly record: CrmRecord;
	readonly owners: ReadonlyMap<string, CrmRecord>;
	readonly duplicateOf?: CrmRecord;
	readonly ignored: readonly string[];
	readonly publicAnswer?: boolean;
	readonly repeated: boolean;
}

function resultOf({ kept, record, owners, duplicateOf, ignored, publicAnswer, repeated }: Answered): CaptureResult {
	const owner = owners.get(String(record.ownerId)) ?? null;
	const told = {
		outcome: kept.output === 'matched' ? 'matched' : 'created',
		number: record.number,
		leadId: record.id,
		owner: (owner as UserRecord | null)?.name ?? null,
		ignored,
	};
	return {
		output: kept.output,
		answer: { status: 200, body: publicAnswer ? { received: true } : told },
		lead: record,
		owner,
		possibleDuplicateOf: duplicateOf,
		touchpointId: kept.touchpointId,
		scoreParts: (record.scoreParts as CaptureResult['scoreParts']) ?? [],
		ignored,
		repeated,
	};
}
