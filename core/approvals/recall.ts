import { clock } from '../clock';
import type { Outcome } from '../context';
import type { Decided, RecallInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, type Session } from '../records';
import { objects } from '../schema/objects';
import { Bindings, breathe, builtIn, chunksOf, type Change, type Follower } from '../store';
import { cancelByRecord } from '../work';
import { approvalLifecycle, taskLifecycle } from './approval.lifecycle';
import { isApprovable } from './approvable';
import { pendingKeyOf, type Decision, type Place } from './approvalRecords';
import type { Case } from './case';
import { approvalIds, followRecords, openOffice, readCases, writeCases } from './desk';
import type { Directory } from './directory';
import { decidedAlready, longReason, noApproval, noUser } from './faults';
import { dueKinds } from './startStep';

type Recalled = Omit<Decided, 'outcome'>;

/** Takes back what was submitted; nobody is waited for any more. */
export async function recallApprovals(session: Session, inputs: readonly RecallInput[]): Promise<Array<Outcome<Recalled>>> {
	const batch = new Batch<RecallInput, Recalled>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const ids = await approvalIds(
			tx,
			inputs.map(({ approvalId }) => approvalId),
		);
		const cases = await readCases(tx, session, ids.values(), 'change');
		const { directory } = await openOffice(tx, session, []);
		const given = new Map<number, { kase: Case; decision: Decision; goBack: () => void }>();
		for (const [index, input] of inputs.entries()) {
			const kase = cases.get(ids.get(input.approvalId) ?? '');
			try {
				if (!kase) throw noApproval();
				const reason = checked(kase, input, directory, session.context.timeZone);
				const goBack = kase.mark();
				given.set(index, { kase, goBack, decision: recall(kase, { byId: input.byId ?? null, reason, place: 'node', item: input.item }) });
			} catch (error) {
				if (!(error instanceof CrmError)) throw error;
				batch.fail(index, error);
			}
			await breathe();
		}
		const followings = [...given].map(([index, { kase, goBack, decision }]) => {
			const refused = (error: CrmError) => {
				goBack();
				batch.fail(index, error);
			};
			return { kase, verb: 'recall' as const, reason: decision.reason ?? undefined, item: inputs[index].item, refused };
		});
		await followRecords(session, tx, followings);
		batch.settle(session.context.partial);
		await writeCases(tx, cases.values());
		for (const [index, { kase, decision }] of given)
			batch.done(index, { approval: kase.approval, record: kase.record ?? null, decision, waitingFor: [] });
		return batch.outcomes();
	});
}

/** The reason, where whoever asks may take it back. */
function checked({ approval, decisions }: Case, input: RecallInput, directory: Directory, timeZone?: string): string | undefined {
	const { byId } = input;
	const reason = input.reason?.trim() ? input.reason.trim() : undefined;
	const fault = longReason('reason', reason);
	if (fault) throw fault;
	if (approval.status !== 'pending') throw decidedAlready(decisions, directory, timeZone);
	if (byId === undefined || byId === approval.submitterId) return reason;
	const by = directory.get(byId);
	if (!by) throw noUser('byId');
	const submitter = directory.nameOf(approval.submitterId);
	throw new CrmError(
		'Refused',
		{ en: `${by.name} did not submit this and may not recall it`, 'zh-CN': `${by.name}不是提交人，不能撤回` },
		{ hint: { en: `${submitter} may recall it.`, 'zh-CN': `可由提交人${submitter}撤回。` }, field: 'byId' },
	);
}

interface Recalling {
	readonly byId: string | null;
	readonly place: Place;
	readonly reason?: string;
	readonly item?: number;
}

function recall(kase: Case, { byId, place, reason, item }: Recalling): Decision {
	const { to, emits = '' } = approvalLifecycle.apply(kase.approval, 'recall');
	const decision = kase.decide({ verdict: 'recalled', place, byId, reason }, item);
	for (const task of kase.open) kase.changeTask(task, { state: taskLifecycle.apply(task, 'close').to }, [], item);
	kase.changeApproval({ status: to, decidedAt: clock.iso(), pendingKey: null, reason: reason ?? null }, [emits], item);
	return decision;
}

/** Whoever deletes a record takes back what it waits for, in the same transaction: nobody is asked about what is gone. */
export const approvalFollower: Follower = {
	on: Object.fromEntries(objects.all.filter(isApprovable).map(({ name }) => [name, ['deleted']])),
	async follow(tx, deleted) {
		const waiting: string[] = [];
		for (const chunk of chunksOf(deleted, 250)) {
			const bindings = new Bindings(tx);
			const keys = chunk.map(({ object, after }) => pendingKeyOf(object.name, after.id));
			const rows = await tx.query<{ id: string }>(
				`SELECT "id" FROM "crm_approval" WHERE ${bindings.among('"pendingKey"', keys)}`,
				bindings.values,
			);
			waiting.push(...rows.map(({ id }) => id));
			await breathe();
		}
		if (waiting.length === 0) return [];
		const changes: Change[] = [];
		for (const kase of (await readCases(tx, { objects: builtIn }, waiting, 'change')).values()) {
			if (kase.approval.status !== 'pending') continue;
			recall(kase, { byId: null, place: 'system' });
			changes.push(...kase.plan.changes);
			const kinds = Object.values(dueKinds);
			await cancelByRecord(
				tx,
				kase.plan.closed.map((id) => ({ object: 'approvalTask' as const, id, kinds })),
			);
		}
		return changes;
	},
};
