import { inputsOf, openTestCrm, valueOf } from '../../support/testCrm';
import { byFinance, byManager, company, deal, policy, request, tasksOf } from './approving';

it('lets the first of two decisions win and tells the second who decided what and when, however often', async () => {
	const co = await company();
	await policy(co, [byFinance]);
	// Two workers with connections of their own where the engine has them.
	const other = openTestCrm({ store: co.crm.file });
	for (let round = 0; round < 8; round++) {
		const { approval } = await request(co, await deal(co));
		const ask = (crm: typeof other, byId: string, verdict: 'approve' | 'reject') =>
			crm.as({ partial: true }).approvals.decide([{ item: 0, approvalId: approval.id, byId, verdict, reason: '理由' }]);
		const [[a], [b]] = await Promise.all([ask(co.crm, co.finance.id, 'approve'), ask(other, co.finance2.id, 'reject')]);
		expect([a.ok, b.ok].filter(Boolean)).toHaveLength(1);
		const lost = a.ok ? b : a;
		expect(lost.ok ? '' : lost.error.text['zh-CN']).toMatch(/该审批已有结果：(赵敏|钱进)于 2026-03-02 10:00 (同意|拒绝)/);
		expect(await co.crm.rows('SELECT 1 FROM "crm_approval_decision" WHERE "approvalId" = ?', [approval.id])).toHaveLength(1);
	}
});

it('decides a double click once', async () => {
	const co = await company();
	await policy(co, [byManager, byFinance]);
	const { approval } = await request(co, await deal(co));
	const input = { item: 0, approvalId: approval.id, byId: co.leader.id, verdict: 'approve' as const };
	const clicks = await Promise.all(Array.from({ length: 6 }, () => co.crm.as({ partial: true }).approvals.decide([input])));
	expect(clicks.filter(([{ ok }]) => ok)).toHaveLength(1);
	expect(await tasksOf(co, approval.id)).toHaveLength(3);
});

it('waits once for a record that many submit at once', async () => {
	const co = await company();
	await policy(co, [byManager]);
	const record = await deal(co);
	const input = { item: 0, object: 'opportunity' as const, id: record.id };
	const asked = await Promise.all(Array.from({ length: 8 }, () => co.crm.as({ partial: true }).approvals.request([input])));
	expect(asked.filter(([{ ok }]) => ok)).toHaveLength(1);
	expect(asked.flatMap(([one]) => (one.ok ? [] : [one.error.code]))).toEqual(Array(7).fill('DuplicateRecord'));
});

it('decides what others decide in the other order', async () => {
	const co = await company();
	await policy(co, [{ ...byFinance, mode: 'all' }]);
	const ids: string[] = [];
	for (let i = 0; i < 20; i++) ids.push((await request(co, await deal(co))).approval.id);
	const all = (byId: string, list: readonly string[]) =>
		co.crm.approvals.decide(inputsOf(list.map((approvalId) => ({ approvalId, byId, verdict: 'approve' as const }))));
	const [a, b] = await Promise.all([all(co.finance.id, ids), all(co.finance2.id, ids.toReversed())]);
	expect([...a, ...b].map((one) => valueOf(one).outcome).filter((outcome) => outcome === 'approved')).toHaveLength(20);
});

it('asks a few statements for a thousand records', async () => {
	const co = await company();
	await policy(co, [{ ...byManager, deadlineAmount: 8 }]);
	const fields = { name: '批量', amount: '1.00', currency: 'CNY', ownerId: co.seller.id };
	const made = await co.crm.records.create('opportunity', inputsOf(Array.from({ length: 1000 }, () => ({ fields }))));
	const requested = await co.crm.approvals.request(inputsOf(made.map((one) => ({ object: 'opportunity' as const, id: valueOf(one).id }))));
	const decided = await co.crm.approvals.decide(
		inputsOf(requested.map((one) => ({ approvalId: valueOf(one).approval.id, byId: co.leader.id, verdict: 'approve' as const }))),
	);
	expect(decided.every((one) => valueOf(one).outcome === 'approved')).toBe(true);
	expect(await co.crm.rows(`SELECT DISTINCT "state" FROM "crm_due"`)).toEqual([{ state: 'cancelled' }]);
});
