import { decideTask } from '../../../core/approvals';
import { openTestCrm, valueOf } from '../../support/testCrm';
import { byFinance, byManager, company, deal, decide, policy, request, tasksOf } from './approving';

it('stores a decision with the step that follows it, or neither', async () => {
	const co = await company();
	await policy(co, [{ ...byManager, deadlineAmount: 4 }, byFinance]);
	const { approval } = await request(co, await deal(co));
	const [task] = await tasksOf(co, approval.id);
	const tables = ['crm_approval', 'crm_approval_task', 'crm_approval_decision', 'crm_due', 'crm_event'];
	const stored = async () => await Promise.all(tables.map(async (table) => await co.crm.rows(`SELECT * FROM "${table}" ORDER BY 1`)));
	const before = await stored();
	const { store, context } = co.crm;
	const session = { store, context, rules: {}, subjects: {}, workOwners: {}, objects: await store.catalogue.current() };
	const killed = store.write(context, async (tx) => {
		const decision = { taskId: task.id, userId: co.leader.id, verdict: 'approve', place: 'page' } as const;
		// All of it is written by now: the decision, the next step with its tasks, and what was called off.
		expect(valueOf(await decideTask(tx, session, decision)).outcome).toBe('nextStep');
		expect((await tx.query('SELECT 1 FROM "crm_approval_task"')).length).toBe(3);
		throw new Error('killed');
	});
	await expect(killed).rejects.toThrow('killed');
	expect(await stored()).toEqual(before);
	// Whoever comes after it begins where it was.
	const again = { ...co, crm: openTestCrm({ store: co.crm.file }) };
	expect((await decide(again, approval.id, co.leader)).outcome).toBe('nextStep');
	expect(await tasksOf(again, approval.id)).toHaveLength(3);
});

it('leaves no approval without its decisions, and no step without its tasks, whatever was refused on the way', async () => {
	const co = await company();
	await policy(co, [byManager, { ...byFinance, mode: 'all' }]);
	const people = [co.seller, co.leader, co.boss, co.finance, co.finance2];
	const ids: string[] = [];
	for (let i = 0; i < 6; i++) ids.push((await request(co, await deal(co))).approval.id);
	let seed = 20260302;
	const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
	for (let i = 0; i < 120; i++) {
		const [approvalId, byId] = [ids[random(ids.length)], people[random(people.length)].id];
		const crm = co.crm.as({ partial: true });
		const turn = random(10);
		if (turn < 7) await crm.approvals.decide([{ item: 0, approvalId, byId, verdict: turn === 6 ? 'reject' : 'approve', reason: '理由' }]);
		else if (turn < 9) await crm.approvals.delegate([{ item: 0, approvalId, approverId: byId, toId: people[random(people.length)].id }]);
		else await crm.approvals.recall([{ item: 0, approvalId, byId }]);
	}
	for (const id of ids) {
		const { approval, decisions, waitingFor } = valueOf((await co.crm.approvals.status([{ item: 0, approvalId: id }]))[0]);
		const of = (verdict: string) => decisions.filter((one) => one.verdict === verdict);
		const tasks = await tasksOf(co, id);
		if (approval.status === 'pending') expect(waitingFor.length).toBeGreaterThan(0);
		else expect(tasks.every(({ state }) => state !== 'waiting')).toBe(true);
		if (approval.status === 'approved') expect(of('approved')).toHaveLength(3);
		if (approval.status === 'rejected') expect(of('rejected')).toHaveLength(1);
		if (approval.status === 'recalled') expect(of('recalled')).toHaveLength(1);
		for (const { byId, verdict } of decisions) if (verdict === 'approved') expect(byId).not.toBe(approval.submitterId);
		expect(tasks.filter(({ state }) => state === 'approved')).toHaveLength(of('approved').length);
	}
});
