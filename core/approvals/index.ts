import type { Approvals } from '../crm';
import { upsertRecords, withIds, type RecordRules, type Session, type WorkOwners } from '../records';
import { approvalPolicyRule } from './approvalPolicy.rule';
import { takeDeadlines } from './deadline';
import { decideApprovals } from './decide';
import { delegateApprovals } from './delegate';
import { recallApprovals } from './recall';
import { requestApprovals } from './request';
import { dueKinds } from './startStep';
import { approvalStatus } from './status';

export { isApprovable } from './approvable';
export { approvalFollower } from './recall';
export { approvalSheet, decidedItem, decideTask, tasksBeside, type ApprovalSheet } from './sheet';

/** What approval policies must be, whichever operation writes them. */
export const approvalRules: RecordRules = { approvalPolicy: approvalPolicyRule };

/** What is done when the time of an approver is over, as soon as a workflow takes it up. */
export const approvalWork: WorkOwners = Object.fromEntries(Object.values(dueKinds).map((kind) => [kind, { claimed: takeDeadlines }]));

async function definePolicies(session: Session, inputs: Parameters<Approvals['definePolicy']>[0]) {
	const upserts = inputs.map((input) => ({ ...input, matchOn: ['name'] }));
	const outcomes = await upsertRecords(session, session.objects.get('approvalPolicy'), upserts);
	return outcomes.map((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value.record } : outcome));
}

/** Approvals, for one caller. */
export const approvalsOf = (session: Session): Approvals => ({
	definePolicy: (inputs) => definePolicies(session, inputs),
	// Records may be named by their numbers.
	request: async (inputs) => await requestApprovals(session, await withIds(session, inputs, ({ object }) => [{ name: 'id', object }])),
	decide: (inputs) => decideApprovals(session, inputs),
	delegate: (inputs) => delegateApprovals(session, inputs),
	recall: (inputs) => recallApprovals(session, inputs),
	status: (inputs) => approvalStatus(session, inputs),
});
