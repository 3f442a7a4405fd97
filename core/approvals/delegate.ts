import type { Outcome } from '../context';
import type { Decided, DelegateInput } from '../crm';
import { CrmError } from '../errors';
import { Batch, type Session } from '../records';
import { breathe } from '../store';
import { text } from '../text';
import { taskLifecycle } from './approval.lifecycle';
import type { Decision, Task } from './approvalRecords';
import type { Case } from './case';
import { approvalIds, openOffice, readCases, writeCases } from './desk';
import type { Directory } from './directory';
import { decidedAlready, longReason, noApproval, notAsked, noUser, ownRecord } from './faults';
import { toldOf, type Office } from './startStep';

type Delegated = Omit<Decided, 'outcome'>;

/** Passes tasks on to other users, who decide in place of the approvers; the time to decide stays. */
export async function delegateApprovals(session: Session, inputs: readonly DelegateInput[]): Promise<Array<Outcome<Delegated>>> {
	const batch = new Batch<DelegateInput, Delegated>(inputs);
	return await session.store.write(session.context, async (tx) => {
		const ids = await approvalIds(
			tx,
			inputs.map(({ approvalId }) => approvalId),
		);
		const cases = await readCases(tx, session, ids.values(), 'change');
		const office = await openOffice(tx, session, cases.values());
		const given = new Map<number, { kase: Case; decision: Decision }>();
		for (const [index, input] of inputs.entries()) {
			const kase = cases.get(ids.get(input.approvalId) ?? '');
			try {
				if (!kase) throw noApproval();
				given.set(index, { kase, decision: delegateOne(kase, input, office, session.context.timeZone) });
			} catch (error) {
				if (!(error instanceof CrmError)) throw error;
				batch.fail(index, error);
			}
			await breathe();
		}
		batch.settle(session.context.partial);
		await writeCases(tx, cases.values());
		for (const [index, { kase, decision }] of given)
			batch.done(index, { approval: kase.approval, record: kase.record ?? null, decision, waitingFor: kase.waitingFor(office.directory) });
		return batch.outcomes();
	});
}

function delegateOne(kase: Case, input: DelegateInput, office: Office, timeZone?: string): Decision {
	const { directory } = office;
	const { approverId, toId, byId = approverId, item } = input;
	const reason = input.reason?.trim() ? input.reason.trim() : undefined;
	const fault = longReason('reason', reason);
	if (fault) throw fault;
	if (kase.approval.status !== 'pending') throw decidedAlready(kase.decisions, directory, timeZone);
	const task = kase.open.find((one) => one.approverId === approverId);
	if (!task) throw directory.get(approverId) ? notAsked(kase.approval, kase.open, directory.nameOf(approverId)) : noUser('approverId');
	mayDelegate(task, byId, directory);
	mayDecide(kase, toId, directory);
	const { emits } = taskLifecycle.apply(task, 'delegate');
	// Told like anybody who is asked.
	kase.changeTask(task, { via: 'delegate', ...toldOf(kase, toId, office) }, [...emits, 'approval.stepWaiting'], item);
	return kase.decide({ task, verdict: 'delegated', place: 'node', byId, toId, reason }, item);
}

/** The approver, whom the policy names, their manager, and for somebody who has left anybody. */
function mayDelegate({ approverId, originalId }: Task, byId: string, directory: Directory): void {
	const by = directory.get(byId);
	if (!by) throw noUser('byId');
	if (!directory.isActive(approverId) && byId === approverId) return;
	if (!directory.isActive(byId)) throw noUser('byId', by.name);
	const manager = directory.above(String(approverId));
	if ([approverId, originalId, manager].includes(byId) || !directory.isActive(approverId)) return;
	const approver = directory.nameOf(approverId);
	throw new CrmError(
		'Refused',
		{ en: `${by.name} may not pass on what ${approver} is asked`, 'zh-CN': `${by.name}不能转审${approver}的审批任务` },
		{
			hint: { en: `${approver} or their manager may.`, 'zh-CN': `可由${approver}或其上级转审。` },
			field: 'byId',
		},
	);
}

function mayDecide(kase: Case, toId: string, directory: Directory): void {
	const to = directory.get(toId);
	if (!to) throw noUser('toId');
	if (!directory.isActive(toId)) throw noUser('toId', to.name);
	if (kase.leftOut.has(toId)) throw ownRecord(to.name);
	if (!kase.open.some(({ approverId }) => approverId === toId)) return;
	throw new CrmError('Refused', text`${to.name}${{ en: ' is asked in this step already', 'zh-CN': '已是该步骤的审批人' }}`, {
		hint: { en: 'Choose another user.', 'zh-CN': '请选择其他用户。' },
		field: 'toId',
	});
}
