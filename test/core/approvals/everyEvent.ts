import { setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { whenOver } from '../../support/endings';

/** Approvals to which everything happens that can. Moves the clock. */
export async function everyApprovalEvent(crm: TestCrm): Promise<void> {
	setNow('2026-03-02T02:00:00Z');
	const boss = await crm.given.user();
	const leader = await crm.given.user({ managerId: boss.id });
	const seller = await crm.given.user({ managerId: leader.id });
	const step = { approvers: [{ kind: 'manager' }], deadlineAmount: 4, remindAmount: 1, atDeadline: 'escalate' };
	const fields = {
		name: '审批',
		object: 'opportunity',
		steps: [
			{ ...step, name: '一' },
			{ ...step, name: '二' },
		],
	};
	valueOf((await crm.approvals.definePolicy([{ item: 0, fields }]))[0]);
	const asked = async () => {
		const { id } = await crm.given.opportunity({ ownerId: seller.id });
		return valueOf((await crm.approvals.request([{ item: 0, object: 'opportunity', id }]))[0]).approval.id;
	};
	const decide = async (approvalId: string, verdict: 'approve' | 'reject') =>
		valueOf((await crm.approvals.decide([{ item: 0, approvalId, byId: leader.id, verdict, reason: '理由' }]))[0]);
	const approved = await asked();
	await decide(approved, 'approve');
	await decide(approved, 'approve');
	await decide(await asked(), 'reject');
	valueOf((await crm.approvals.recall([{ item: 0, approvalId: await asked() }]))[0]);
	valueOf((await crm.approvals.delegate([{ item: 0, approvalId: await asked(), approverId: leader.id, toId: boss.id }]))[0]);
	await asked();
	await overdue(crm, '2026-03-02T09:00:00Z');
}

/** Lets a workflow take what is due by then. */
async function overdue(crm: TestCrm, until: string): Promise<void> {
	setNow(until);
	const heard = new Set<unknown>();
	const all = Promise.withResolvers<void>();
	const kinds = ['approval.reminder', 'approval.deadline'];
	const subscription = await crm.subscriptions.openWork(
		{ id: 'w9:n1', workflowId: 'w9', workflowName: '审批', nodeName: 'CRM Trigger', kinds },
		{
			deliver: async (items) => {
				for (const { payload } of items) heard.add(payload?.action);
				if (heard.size === 2) all.resolve();
				return await Promise.resolve('done');
			},
		},
	);
	whenOver(() => subscription.close());
	await all.promise;
	await subscription.close();
}
