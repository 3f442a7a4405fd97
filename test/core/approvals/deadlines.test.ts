import type { WorkItem } from '../../../core/crm';
import { setNow, valueOf } from '../../support/testCrm';
import { whenOver } from '../../support/endings';
import { byFinance, byManager, company, deal, decide, eventsOf, policy, request, tasksOf, type Company } from './approving';

let co: Company;

beforeEach(async () => {
	co = await company();
});

/** A workflow with CRM Trigger for both kinds; gives what it got after `until`. */
async function runUntil(until: string, { times = 1, fail = false } = {}): Promise<WorkItem[]> {
	setNow(until);
	const items: WorkItem[] = [];
	const kinds = ['approval.reminder', 'approval.deadline'];
	const spec = { id: 'w1:n1', workflowId: 'w1', workflowName: '审批', nodeName: 'CRM Trigger', kinds };
	const told = Promise.withResolvers<void>();
	const subscription = await co.crm.subscriptions.openWork(spec, {
		deliver: async (given) => {
			items.push(...given);
			if (items.length >= times) told.resolve();
			return await Promise.resolve(fail ? { failed: 'example' } : 'done');
		},
	});
	whenOver(() => subscription.close());
	await Promise.race([told.promise, new Promise((resolve) => setTimeout(resolve, times === 0 ? 400 : 5000))]);
	await subscription.close();
	return items;
}

const states = async () =>
	(await co.crm.rows<{ kind: string; state: string }>('SELECT "kind", "state" FROM "crm_due" ORDER BY "kind", "id"')).map(
		({ kind, state }) => `${kind} ${state}`,
	);

it('reminds before the deadline and when it is over, in working time', async () => {
	await policy(co, [{ ...byManager, deadlineAmount: 10, remindAmount: 3 }]);
	// Monday 10:00 and ten hours of 9 to 18 is Tuesday 11:00; three hours before is Monday 17:00.
	const { approval } = await request(co, await deal(co));
	const due = await co.crm.rows('SELECT "kind", "dueAt" FROM "crm_due" ORDER BY "dueAt"');
	expect(due).toEqual([
		{ kind: 'approval.reminder', dueAt: '2026-03-02T09:00:00.000Z' },
		{ kind: 'approval.deadline', dueAt: '2026-03-03T03:00:00.000Z' },
	]);
	const [reminder] = await runUntil('2026-03-02T09:00:01Z');
	expect(reminder).toMatchObject({ kind: 'approval.reminder', object: 'approvalTask', record: { approverName: '李娜', state: 'waiting' } });
	expect(reminder.payload).toMatchObject({ action: 'remind', approvalId: approval.id, approverId: co.leader.id });
	const [late] = await runUntil('2026-03-03T03:00:01Z');
	expect(late).toMatchObject({ kind: 'approval.deadline', payload: { action: 'remind' } });
	const [task] = await tasksOf(co, approval.id);
	expect((await eventsOf(co, task)).filter((name) => name === 'approval.reminded')).toHaveLength(2);
	expect(await states()).toEqual(['approval.deadline done', 'approval.reminder done']);
});

it('calls the times off with the decision', async () => {
	await policy(co, [{ ...byFinance, deadlineAmount: 1, deadlineUnit: 'days', remindAmount: 2 }]);
	const { approval } = await request(co, await deal(co));
	await decide(co, approval.id, co.finance);
	expect(await states()).toEqual(Array(2).fill('approval.deadline cancelled').concat(Array(2).fill('approval.reminder cancelled')));
	expect(await runUntil('2026-03-09T02:00:00Z', { times: 0 })).toEqual([]);
});

it('passes on to the manager of the approver, who has as long, and reminds where nobody is above', async () => {
	await policy(co, [{ ...byManager, deadlineAmount: 4, atDeadline: 'escalate' }]);
	const { approval } = await request(co, await deal(co));
	const [item] = await runUntil('2026-03-02T06:00:01Z');
	expect(item.payload).toMatchObject({ action: 'passedOn', approverId: co.boss.id, fromId: co.leader.id });
	const [task] = await tasksOf(co, approval.id);
	expect(task).toMatchObject({
		approverName: '王强',
		originalId: co.leader.id,
		via: 'escalation',
		turn: 2,
		dueAt: '2026-03-03T01:00:01.000Z',
	});
	expect((await eventsOf(co, task)).slice(2)).toEqual(['updated', 'approval.escalated', 'approval.stepWaiting']);
	const [second] = await runUntil('2026-03-03T01:00:02Z');
	expect(second.payload).toMatchObject({ action: 'remind', approverId: co.boss.id });
	expect((await decide(co, approval.id, co.boss)).decision).toMatchObject({ originalId: co.leader.id, byId: co.boss.id });
	const [status] = await co.crm.approvals.status([{ item: 0, approvalId: approval.id }]);
	expect(valueOf(status).decisions.map(({ verdict, place }) => [verdict, place])).toEqual([
		['escalated', 'deadline'],
		['approved', 'node'],
	]);
});

it('passes on to whom the step names', async () => {
	await policy(co, [{ ...byManager, deadlineAmount: 4, atDeadline: 'escalate', escalateToId: co.finance2.id }]);
	await request(co, await deal(co));
	expect((await runUntil('2026-03-02T06:00:01Z'))[0].payload).toMatchObject({ approverId: co.finance2.id });
});

it.each([
	['approve', 'approved', 'nextStep'],
	['reject', 'rejected', 'rejected'],
] as const)('decides by itself when the policy says %s', async (atDeadline, action, outcome) => {
	await policy(co, [{ ...byManager, deadlineAmount: 4, atDeadline }, byFinance]);
	const record = await deal(co);
	const { approval } = await request(co, record);
	const [item] = await runUntil('2026-03-02T06:00:01Z');
	expect(item.payload).toMatchObject({ action, approverId: co.leader.id, submitterId: co.seller.id });
	const [status] = await co.crm.approvals.status([{ item: 0, approvalId: approval.id }]);
	const { decisions, approval: now } = valueOf(status);
	expect(decisions).toEqual([expect.objectContaining({ verdict: action, place: 'deadline', byId: null, originalId: co.leader.id })]);
	expect(now).toMatchObject(outcome === 'nextStep' ? { status: 'pending', step: 2 } : { status: 'rejected' });
});

it('does once what is due, and tells it again to a workflow that failed', async () => {
	await policy(co, [{ ...byManager, deadlineAmount: 4, atDeadline: 'escalate' }]);
	const { approval } = await request(co, await deal(co));
	const [first] = await runUntil('2026-03-02T06:00:01Z', { fail: true });
	const [again] = await runUntil('2026-03-02T06:10:00Z');
	expect(again).toMatchObject({ workId: first.workId, attempt: 2, payload: first.payload });
	const [task] = await tasksOf(co, approval.id);
	expect(task.turn).toBe(2);
	expect(await co.crm.rows(`SELECT 1 FROM "crm_approval_decision"`)).toHaveLength(1);
});

it('decides each once where people decide at the moment it is due', async () => {
	await policy(co, [{ ...byManager, deadlineAmount: 4, atDeadline: 'approve' }]);
	const waiting = [];
	for (let i = 0; i < 12; i++) waiting.push((await request(co, await deal(co))).approval);
	const people = waiting.map(async ({ id }) => await decide(co, id, co.leader).catch(({ code }: { code: string }) => code));
	const [, ...said] = await Promise.all([runUntil('2026-03-02T06:00:01Z', { times: 0 }), ...people]);
	for (const one of said) if (typeof one === 'string') expect(one).toBe('TransitionRefused');
	await runUntil('2026-03-02T06:00:05Z', { times: 0 });
	const decided = await co.crm.rows<{ id: string; n: number }>(
		`SELECT a."id" AS id, count(*) AS n FROM "crm_approval" a JOIN "crm_approval_decision" d ON d."approvalId" = a."id" WHERE a."status" = 'approved' GROUP BY a."id"`,
	);
	expect(decided.map(({ n }) => Number(n))).toEqual(Array(12).fill(1));
	const open = await co.crm.rows('SELECT "reason" FROM "crm_due" WHERE "closedAt" IS NULL OR "attempts" > 0');
	expect(open).toEqual([]);
});

it('holds up nobody where one of them breaks, and says why', async () => {
	await policy(co, [{ ...byManager, deadlineAmount: 4 }]);
	const { approval: broken } = await request(co, await deal(co));
	const { approval: sound } = await request(co, await deal(co));
	await co.crm.store.write(co.crm.context, async (tx) => {
		await tx.query(
			`UPDATE "crm_approval" SET "steps" = '[{"name": "x", "atDeadline": "approve"}, {"name": "y", "approverIds": 5}]' WHERE "id" = ?`,
			[broken.id],
		);
	});
	const items = await runUntil('2026-03-02T06:00:01Z');
	expect(items.map(({ payload }) => payload?.approvalId)).toEqual([sound.id]);
	const due = await co.crm.rows<{ state: string; reason: string }>(`SELECT "state", "reason" FROM "crm_due" WHERE "attempts" > 0`);
	expect(due).toEqual([{ state: 'waiting', reason: expect.stringMatching(/./) as string }]);
	expect(await tasksOf(co, broken.id)).toMatchObject([{ state: 'waiting' }]);
});
