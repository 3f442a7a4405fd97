import type { Outcome } from '../context';
import type { ApprovalStatus, Approvals } from '../crm';
import { Batch, type Session } from '../records';
import { breathe } from '../store';
import type { Case } from './case';
import { approvalIds, readCases } from './desk';
import { Directory } from './directory';
import { noApproval } from './faults';

type Inputs = Parameters<Approvals['status']>[0];

/** How approvals stand; of a record, the latest one. */
export async function approvalStatus(session: Session, inputs: Inputs): Promise<Array<Outcome<ApprovalStatus>>> {
	const { read } = session.store;
	const batch = new Batch<Inputs[number], ApprovalStatus>(inputs);
	const given = inputs.map(({ approvalId }) => approvalId);
	const ids = await approvalIds(read, given, true);
	const cases = await readCases(read, session, ids.values());
	const directory = await Directory.read(read, session.context.timeZone);
	for (const [index, { approvalId }] of inputs.entries()) {
		const kase = cases.get(ids.get(approvalId) ?? '');
		if (kase) batch.done(index, statusOf(kase, directory));
		else batch.fail(index, noApproval());
		await breathe();
	}
	batch.settle(session.context.partial);
	return batch.outcomes();
}

/** Whether a record is another one than that which was submitted. */
export const isChanged = ({ approval, record }: Case): boolean =>
	approval.status === 'pending' && record !== undefined && record.version !== approval.recordVersion;

const statusOf = (kase: Case, directory: Directory): ApprovalStatus => ({
	approval: kase.approval,
	record: kase.record ?? null,
	recordChanged: isChanged(kase),
	waitingFor: kase.waitingFor(directory),
	decisions: kase.decisions.map((decision) => ({
		...decision,
		byName: decision.byId === null ? null : directory.nameOf(decision.byId),
		originalName: decision.originalId === null ? null : directory.nameOf(decision.originalId),
		toName: decision.toId === null ? null : directory.nameOf(decision.toId),
	})),
});
