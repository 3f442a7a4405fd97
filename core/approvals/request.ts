import { clock } from '../clock';
import { isFulfilled } from '../conditions';
import type { Outcome } from '../context';
import type { ApprovalRequestInput, CrmRecord, Requested } from '../crm';
import { attempt, CrmError } from '../errors';
import { Batch, repeatsWithin, type Session } from '../records';
import type { CrmObject } from '../schema/types';
import { breathe, firstResults, formatOf, keepResults, keptKeys, newRecord, quote, type Sql, type StoreTx } from '../store';
import { approvableObject } from './approvable';
import { approvalObject, pendingKeyOf, policyObject, type Approval, type Policy } from './approvalRecords';
import { approvalLifecycle } from './approval.lifecycle';
import { Case } from './case';
import { followRecords, openOffice, readCases, writeCases, type Following } from './desk';
import { noPolicy, noSubmitter } from './requestFaults';
import { longReason, noUser } from './faults';
import { frozenSteps } from './freeze';
import { startStep, type Office } from './startStep';
import { submissionsOf, type Submission } from './submissions';

const operation = 'approval.request';

/** Submits records: each waits for its first step, or is approved by the rule where no policy is for it. */
export async function requestApprovals(session: Session, inputs: readonly ApprovalRequestInput[]): Promise<Array<Outcome<Requested>>> {
	const batch = new Batch<ApprovalRequestInput, Requested>(inputs);
	for (const [index, input] of inputs.entries()) {
		const fault = longReason('note', input.note) ?? attempt(() => approvableObject(session.objects, input.object));
		if (fault instanceof CrmError) batch.fail(index, fault);
	}
	return await session.store.write(session.context, async (tx) => {
		const keys = await keptKeys(operation, inputs);
		await answerFirst(tx, { session, batch, keys });
		const repeats = repeatsWithin(batch);
		for (const index of repeats.keys()) batch.reserve(index);
		const submissions = await submissionsOf(tx, session, batch);
		const made = await casesOf(tx, { session, batch, submissions });
		await follow(tx, session, { batch, made });
		batch.settle(session.context.partial);
		const good = [...made].filter(([index]) => batch.isOpen(index));
		await writeCases(
			tx,
			good.map(([, { kase }]) => kase),
		);
		for (const [index, { kase, office }] of good) batch.done(index, resultOf(kase, office, false));
		await keepResults(
			tx,
			good.flatMap(([index, { kase }]) => (keys[index] === undefined ? [] : [{ key: keys[index], result: { id: kase.approval.id } }])),
		);
		for (const [index, first] of repeats) batch.copy(index, first, (value) => ({ ...value, repeated: true }));
		return batch.outcomes();
	});
}

interface Call {
	readonly session: Session;
	readonly batch: Batch<ApprovalRequestInput, Requested>;
}

async function answerFirst(tx: StoreTx, { session, batch, keys }: Call & { keys: ReadonlyArray<string | undefined> }): Promise<void> {
	const results = await firstResults<{ id: string }>(tx, keys);
	if (results.size === 0) return;
	const cases = await readCases(
		tx,
		session,
		[...results.values()].map(({ id }) => id),
	);
	const office = await openOffice(tx, session, []);
	for (const [index, key] of keys.entries()) {
		const kase = cases.get(results.get(key ?? '')?.id ?? '');
		if (kase && batch.isOpen(index)) batch.done(index, resultOf(kase, office, true));
	}
}

const resultOf = (kase: Case, { directory }: Office, repeated: boolean): Requested => ({
	outcome: (kase.approval.steps ?? []).length === 0 ? 'notNeeded' : 'waiting',
	approval: kase.approval,
	record: kase.record ?? ({ id: kase.approval.recordId, version: 0 } as CrmRecord),
	waitingFor: kase.waitingFor(directory),
	repeated,
});

/** The policies in the order in which they are tried. */
async function policiesIn(sql: Sql): Promise<Policy[]> {
	const format = formatOf(policyObject);
	const rows = await sql.query(
		`SELECT ${format.select} FROM ${quote(policyObject.table)} t WHERE "active" = TRUE AND "deletedAt" IS NULL ORDER BY "order" NULLS FIRST, "name"`,
	);
	return rows.map((row) => format.decode(row) as Policy);
}

interface Made {
	readonly kase: Case;
	readonly office: Office;
}

/** The approvals of what is submitted, by index: not yet begun. */
async function casesOf(
	tx: StoreTx,
	{ session, batch, submissions }: Call & { submissions: readonly Submission[] },
): Promise<Map<number, Made>> {
	const policies = Map.groupBy(await policiesIn(tx), ({ object }) => object);
	const office = await openOffice(tx, session, []);
	const made = new Map<number, Made>();
	for (const submission of submissions) {
		const kase = attempt(() => caseOf(submission, policies.get(submission.object.name) ?? [], office));
		if (kase instanceof CrmError) batch.fail(submission.index, kase);
		else made.set(submission.index, { kase, office });
		await breathe();
	}
	return made;
}

function caseOf({ object, record, input, round }: Submission, policies: readonly Policy[], { directory }: Office): Case {
	if (policies.length === 0) throw noPolicy(object);
	const policy = policies.find(({ conditions }) => (conditions ?? []).every((condition) => isFulfilled(object, condition, record)));
	const submitterId = submitterOf(object, record, input);
	if (submitterId !== null && !directory.get(submitterId)) throw noUser('submitterId');
	if (policy && submitterId === null) throw noSubmitter(object);
	const steps = policy ? frozenSteps(policy, directory, String(submitterId)) : [];
	const approval = newRecord(approvalObject, {
		object: object.name,
		recordId: record.id,
		status: approvalLifecycle.initial,
		step: steps.length > 0 ? 1 : 0,
		stepName: steps[0]?.name,
		round,
		submitterId,
		note: input.note,
		policyId: policy?.id,
		policyName: policy?.name,
		allowOwn: policy?.allowOwn ?? false,
		steps,
		requestedAt: clock.iso(),
		recordVersion: record.version,
		pendingKey: pendingKeyOf(object.name, record.id),
	}) as Approval;
	return new Case(approval, [], [], record);
}

function submitterOf({ scope }: CrmObject, record: CrmRecord, { submitterId }: ApprovalRequestInput): string | null {
	if (submitterId !== undefined) return submitterId;
	const owner = scope && 'owner' in scope ? record[scope.owner] : null;
	return typeof owner === 'string' ? owner : null;
}

/** Records are submitted, and what no policy is for is approved; then the first steps begin, about the records as they are then. */
async function follow(tx: StoreTx, session: Session, { batch, made }: { batch: Call['batch']; made: Map<number, Made> }): Promise<void> {
	const followings = (verb: 'submit' | 'approve', wanted: (kase: Case) => boolean): Following[] =>
		[...made].flatMap(([index, { kase }]) => {
			const { item } = batch.inputs[index];
			return batch.isOpen(index) && wanted(kase) ? [{ kase, verb, item, refused: (error) => batch.fail(index, error) }] : [];
		});
	await followRecords(
		session,
		tx,
		followings('submit', () => true),
	);
	await followRecords(session, tx, followings('approve', isNotNeeded));
	const office = await openOffice(
		tx,
		session,
		[...made.values()].map(({ kase }) => kase),
	);
	for (const [index, { kase }] of made) {
		if (!batch.isOpen(index)) continue;
		const fault = attempt(() => begin(kase, office, batch.inputs[index].item));
		if (fault instanceof CrmError) batch.fail(index, fault);
		await breathe();
	}
}

const isNotNeeded = ({ approval }: Case): boolean => (approval.steps ?? []).length === 0;

function begin(kase: Case, office: Office, item: number): void {
	const title = office.summaries.get(kase.approval.recordId)?.title.slice(0, 300);
	// Written once, as it is after what follows: an approval has no state before it is requested.
	Object.assign(kase.approval, { title, recordVersion: kase.record?.version });
	kase.create(['approval.requested'], item);
	if (!isNotNeeded(kase)) return startStep(kase, 1, office, item);
	const { to, emits = '' } = approvalLifecycle.apply(kase.approval, 'approve');
	kase.decide({ verdict: 'approved', place: 'rule' }, item);
	kase.changeApproval({ status: to, decidedAt: clock.iso(), pendingKey: null }, [emits], item);
}
