import { clock } from '../clock';
import type { Outcome } from '../context';
import type { CaptureInput, CaptureOptions, CaptureResult, CrmRecord } from '../crm';
import { Batch, checkReferences, type Session } from '../records';
import type { AssignmentRuleRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { breathe, newRecord, writeChanges, type Change, type StoreTx } from '../store';
import { answer } from './captureAnswer';
import { readCaptured, refusedAtTheDoor, rejected, tooMany, type Captured } from './captureInput';
import { answerRepeated, keepFirst } from './captureRepeats';
import type { Done, Kept, Run } from './captureRun';
import { CaptureState, type Differing, type Working } from './captureState';
import { assignByRule, assignmentRule, scoringModel } from './policies';
import { overLimit } from './rateLimit';
import { refuseTakenKeys } from './takenKeys';

const touchpoint = objects.get('touchpoint');

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
		const read = readCaptured(session.objects.get('lead'), refused ? { ...input, fields: {} } : input, now);
		captured.push(read);
		await breathe();
	}
	return await session.store.write(session.context, async (tx) => {
		const run: Run = { tx, session, options, batch, captured };
		await refuseBusySenders(run);
		for (const [index, { problems, ignored }] of captured.entries()) {
			if (problems.length > 0 && batch.isOpen(index)) batch.done(index, rejected(problems, { status: 400, ignored }));
			await breathe();
		}
		await refuseUnknownReferences(run);
		await refuseTakenKeys(run);
		const [{ copies, newKeys }, policies] = await Promise.all([answerRepeated(run), policiesOf(run)]);
		const done = await captureNew(run, policies);
		await keepFirst(run, done, newKeys);
		await answer(run, done);
		for (const [index, first] of copies) {
			batch.copy(index, first, (result) => ({ ...result, repeated: true }));
			await breathe();
		}
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
	const lead = session.objects.get('lead');
	const references = lead.fields.filter(({ ref }) => ref).map(({ name }) => name);
	const drafts = [];
	for (const [index, { fields }] of captured.entries()) {
		if (batch.isOpen(index) && references.some((name) => fields[name] != null)) drafts.push({ index, after: newRecord(lead, fields) });
		await breathe();
	}
	await checkReferences(tx, lead, drafts, {
		scope: session.context.scope,
		fail: (index, error) => batch.done(index, rejected(error.problems, { status: 400, ignored: captured[index].ignored })),
	});
}

type Policies = Awaited<ReturnType<typeof policiesOf>>;

/** How new leads are scored, and who gets them. */
const policiesOf = ({ tx, session, options }: Run) =>
	Promise.all([
		scoringModel(tx, session.objects.get('lead'), options.scoringModel),
		options.assignmentRule === null ? undefined : assignmentRule(tx, options.assignmentRule),
	]);

async function captureNew(run: Run, [model, rule]: Policies): Promise<Done[]> {
	const { tx, batch, captured, session } = run;
	const open = [...captured.keys()].filter((index) => batch.isOpen(index));
	const state = new CaptureState(session.objects.get('lead'), model);
	await state.load(
		tx,
		open.map((index) => captured[index]),
		session.context.scope,
	);
	const { done, touchpoints } = await captureEach(run, state, open);
	if (rule) await assignOwnerless(tx, rule, { state, done });
	const changes = [...(await state.changes()), ...touchpoints];
	await writeChanges(tx, changes);
	return done;
}

/** Finds or makes the lead of each open input, in their order: the second of two about one person meets the first. */
async function captureEach({ batch, captured }: Run, state: CaptureState, open: readonly number[]) {
	const touchpoints: Change[] = [];
	const done: Done[] = [];
	for (const index of open) {
		const { item } = batch.inputs[index];
		const one = captureOne(state, captured[index], item);
		const differing = one.differing.length > 0 ? one.differing : null;
		const touch = newRecord(touchpoint, { ...captured[index].touchpoint, ...linksOf(one.working.now), differing });
		state.score(one.working, { event: 'touchpoint', kind: String(touch.channel), at: String(touch.at) });
		touchpoints.push({ object: touchpoint, after: touch, item });
		done.push({ index, working: one.working, kept: { ...one.kept, touchpointId: touch.id } });
		await breathe();
	}
	return { done, touchpoints };
}

/** What a touchpoint refers to: the lead, and what it became where it was converted. */
const linksOf = (record: CrmRecord) => ({
	leadId: record.id,
	customerId: record.convertedCustomerId,
	contactId: record.convertedContactId,
	opportunityId: record.convertedOpportunityId,
});

async function assignOwnerless(
	tx: StoreTx,
	rule: AssignmentRuleRecord,
	{ state, done }: { state: CaptureState; done: readonly Done[] },
): Promise<void> {
	const ownerless = [...new Set(done.map(({ working }) => working))].filter(({ now }) => now.ownerId === null);
	const assignments = await assignByRule(
		tx,
		rule,
		ownerless.map(({ now }) => now),
	);
	for (const [i, { userId }] of assignments.entries()) {
		if (userId) state.change(ownerless[i], { ownerId: userId });
		await breathe();
	}
}

interface One {
	readonly working: Working;
	readonly kept: Omit<Kept, 'touchpointId'>;
	/** What was said and is not what the matched lead has: it is kept with the message. */
	readonly differing: readonly Differing[];
}

function captureOne(state: CaptureState, captured: Captured, item: number): One {
	const decision = state.decide(captured);
	if (decision.kind === 'matched') {
		const working = state.leads.get(decision.leadId) as Working;
		const differing = state.fill(working, captured, { item, withheld: decision.heldByOthers });
		return { working, differing, kept: { output: 'matched', leadId: decision.leadId, alsoMatched: decision.alsoMatched } };
	}
	const duplicateOf = decision.kind === 'possibleDuplicate' ? decision.of : undefined;
	const working = state.create(captured, { item, possibleDuplicateOf: duplicateOf });
	return { working, differing: [], kept: { output: duplicateOf ? 'possibleDuplicate' : 'created', leadId: working.now.id, duplicateOf } };
}
