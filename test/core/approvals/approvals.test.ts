import { errorOf, failureOf, inputsOf, setNow, valueOf } from '../../support/testCrm';
import { byFinance, byManager, company, deal, decide, eventsOf, monday, policy, request, tasksOf, type Company } from './approving';

let co: Company;

beforeEach(async () => {
	co = await company();
});

it('goes through the steps of its policy, one approver after the other', async () => {
	await policy(co, [byManager, byFinance]);
	const record = await deal(co);
	const { outcome, approval, waitingFor } = await request(co, record, { note: '请尽快' });
	expect(outcome).toBe('waiting');
	expect(approval).toMatchObject({
		status: 'pending',
		step: 1,
		stepName: '主管审批',
		round: 1,
		title: 'O000001 年度维保',
		note: '请尽快',
		submitterId: co.seller.id,
	});
	expect(waitingFor).toEqual([expect.objectContaining({ approverId: co.leader.id, approverName: '李娜', since: monday })]);

	const first = await decide(co, approval.id, co.leader);
	expect(first.outcome).toBe('nextStep');
	expect(first.waitingFor.map(({ approverName }) => approverName)).toEqual(['赵敏', '钱进']);
	const last = await decide(co, approval.id, co.finance, { reason: 'fine' });
	expect(last.outcome).toBe('approved');
	expect(last.approval).toMatchObject({ status: 'approved', step: 2, pendingKey: null });
	expect(last.waitingFor).toEqual([]);
	expect(await eventsOf(co, approval)).toEqual([
		'created',
		'approval.requested',
		'updated',
		'approval.nextStep',
		'updated',
		'approval.approved',
	]);
	const states = (await tasksOf(co, approval.id)).map(({ approverName, state }) => [approverName, state]);
	// One of the two was enough.
	expect(states).toEqual([
		['李娜', 'approved'],
		['赵敏', 'approved'],
		['钱进', 'closed'],
	]);
});

it('tells each approver what is to be decided, in their language', async () => {
	await policy(co, [{ ...byFinance, deadlineAmount: 2, deadlineUnit: 'days' }]);
	const { approval } = await request(co, await deal(co));
	const [zhao, qian] = await tasksOf(co, approval.id);
	expect(zhao).toMatchObject({ title: 'O000001 年度维保', submitterName: '陈晨', stepName: '财务审批', dueAt: '2026-03-04T02:00:00.000Z' });
	expect(zhao.summary).toContain('Amount: CN¥12,000.00');
	expect(qian.summary).toContain('金额：¥12,000.00');
	expect(await eventsOf(co, zhao)).toEqual(['created', 'approval.stepWaiting']);
});

it('needs everybody of a step for all, and closes it with the first rejection', async () => {
	await policy(co, [{ ...byFinance, mode: 'all' }]);
	const one = await request(co, await deal(co));
	const first = await decide(co, one.approval.id, co.finance);
	expect(first.outcome).toBe('waiting');
	expect(first.waitingFor.map(({ approverName }) => approverName)).toEqual(['钱进']);
	expect((await decide(co, one.approval.id, co.finance2)).outcome).toBe('approved');

	const two = await request(co, await deal(co));
	const rejected = await decide(co, two.approval.id, co.finance2, { verdict: 'reject', reason: '折扣过高' });
	expect(rejected).toMatchObject({ outcome: 'rejected', approval: { status: 'rejected', reason: '折扣过高' } });
	expect((await tasksOf(co, two.approval.id)).map(({ state }) => state)).toEqual(['closed', 'rejected']);
	const late = await failureOf(decide(co, two.approval.id, co.finance));
	expect(late).toMatchObject({ code: 'TransitionRefused', text: { 'zh-CN': '该审批已有结果：钱进于 2026-03-02 10:00 拒绝' } });
});

it('takes the first policy whose conditions hold, and approves what no policy is for by the rule', async () => {
	await co.crm.fields.define([
		{ item: 0, fields: { object: 'opportunity', label: 'Discount', labelZh: '折扣', name: 'discount', type: 'number' } },
	]);
	await policy(co, [byManager], { name: '小额', order: 2, conditions: [{ field: 'amount', operator: 'greaterThan', value: '10,000' }] });
	await policy(co, [byFinance], {
		name: '高折扣',
		order: 1,
		conditions: [{ field: 'custom_discount', operator: 'greaterOrEqual', value: '20' }],
	});
	const both = await request(co, await deal(co, { custom_discount: 25 }));
	expect(both.approval).toMatchObject({ policyName: '高折扣', stepName: '财务审批' });
	expect((await request(co, await deal(co, { custom_discount: 5 }))).approval.policyName).toBe('小额');
	const small = await deal(co, { amount: '10000.00' });
	const none = await request(co, small);
	expect(none).toMatchObject({ outcome: 'notNeeded', approval: { status: 'approved', step: 0, policyName: null }, waitingFor: [] });
	expect(await eventsOf(co, none.approval)).toEqual(['created', 'approval.requested', 'approval.approved']);
	const [status] = await co.crm.approvals.status([{ item: 0, approvalId: small.id }]);
	expect(valueOf(status).decisions).toEqual([expect.objectContaining({ verdict: 'approved', place: 'rule', byId: null })]);
});

it('refuses a record whose type has no policy at all, and says what to do', async () => {
	const error = await failureOf(request(co, await deal(co)));
	expect(error).toMatchObject({ code: 'Refused', hint: { 'zh-CN': '请在“CRM 审批”节点中用“审批策略 → 定义”创建。' } });
	await policy(co, [byManager], { active: false });
	expect((await failureOf(request(co, await deal(co)))).code).toBe('Refused');
});

it('lets nobody approve their own: the manager is asked instead', async () => {
	const named = (user: { id: string }) => ({ kind: 'user', userId: user.id });
	await policy(co, [{ name: '审批', mode: 'all', approvers: [named(co.seller), named(co.finance)] }]);
	const asked = await request(co, await deal(co));
	expect(asked.waitingFor.map(({ approverName }) => approverName)).toEqual(['赵敏', '李娜']);
	expect((await failureOf(decide(co, asked.approval.id, co.seller))).text.en).toBe('陈晨 submitted this record and may not approve it');

	await policy(co, [{ name: '总经理审批', approvers: [named(co.boss)] }]);
	const error = await failureOf(request(co, await deal(co, { ownerId: co.boss.id })));
	expect(error.text['zh-CN']).toBe('步骤“总经理审批”：没有可审批的人员：王强是提交人，且没有在职的直属上级');

	await policy(co, [{ name: '总经理审批', approvers: [named(co.boss)] }], { allowOwn: true });
	const own = await request(co, await deal(co, { ownerId: co.boss.id }));
	expect((await decide(co, own.approval.id, co.boss)).outcome).toBe('approved');
});

it('climbs the chain of managers, and names whom it ends at', async () => {
	await policy(co, [{ name: '上级的上级', approvers: [{ kind: 'manager', level: 2 }] }]);
	expect((await request(co, await deal(co))).waitingFor.map(({ approverName }) => approverName)).toEqual(['王强']);
	const error = await failureOf(request(co, await deal(co, { ownerId: co.leader.id })));
	expect(error.text.en).toBe('Step“上级的上级”: 王强 has no active manager');
	// Who leads each other has no end above.
	const a = await co.crm.given.user({ name: '甲' });
	await co.crm.records.update('user', [{ item: 0, id: co.boss.id, fields: { managerId: a.id } }]);
	expect((await request(co, await deal(co, { ownerId: co.leader.id }))).waitingFor[0].approverName).toBe('甲');
});

it('asks the substitute of who is absent, the next one when that one is absent too, and never the submitter', async () => {
	const away = { absences: [{ from: '2026-03-01', to: '2026-03-05' }] };
	const set = async (user: { id: string }, fields: Record<string, unknown>) =>
		valueOf((await co.crm.records.update('user', [{ item: 0, id: user.id, fields }]))[0]);
	await set(co.leader, { ...away, substituteId: co.finance.id });
	await policy(co, [byManager]);
	const one = await request(co, await deal(co));
	expect(one.waitingFor).toEqual([expect.objectContaining({ approverId: co.finance.id, originalId: co.leader.id, originalName: '李娜' })]);
	const { decision } = await decide(co, one.approval.id, co.finance);
	expect(decision).toMatchObject({ byId: co.finance.id, originalId: co.leader.id, place: 'node' });

	await set(co.finance, { ...away, substituteId: co.finance2.id });
	const two = await request(co, await deal(co));
	expect(two.waitingFor[0].approverName).toBe('钱进');
	// Back earlier than planned: the approver may decide after all.
	expect((await decide(co, two.approval.id, co.leader)).decision).toMatchObject({ byId: co.leader.id, originalId: co.leader.id });

	await set(co.finance2, { ...away, substituteId: co.leader.id });
	const circle = await request(co, await deal(co));
	expect(circle.waitingFor).toEqual([expect.objectContaining({ approverId: co.leader.id, unavailable: 'absent' })]);
	await set(co.finance2, { substituteId: co.seller.id });
	expect((await request(co, await deal(co))).waitingFor[0].approverId).toBe(co.leader.id);
});

it('counts a person once in a step, whatever number of ways they come into it', async () => {
	const approvers = [
		{ kind: 'role', role: 'finance' },
		{ kind: 'user', userId: co.finance.id },
		{ kind: 'user', userId: co.finance.id },
	];
	await policy(co, [{ name: '财务', mode: 'all', approvers }]);
	expect((await request(co, await deal(co))).waitingFor.map(({ approverName }) => approverName)).toEqual(['赵敏', '钱进']);
});

it('keeps to the steps it began with, whatever becomes of the policy and of roles', async () => {
	await policy(co, [byManager, byFinance]);
	const { approval } = await request(co, await deal(co));
	await policy(co, [{ name: '别的', approvers: [{ kind: 'user', userId: co.boss.id }] }]);
	await co.crm.records.update('user', inputsOf([{ id: co.finance2.id, fields: { role: 'sales' } }]));
	await co.crm.records.delete('approvalPolicy', [{ item: 0, id: String(approval.policyId) }]);
	const next = await decide(co, approval.id, co.leader);
	expect(next.waitingFor.map(({ approverName }) => approverName)).toEqual(['赵敏', '钱进']);
});

it('says who has left while they are waited for, and lets others pass the task on', async () => {
	await policy(co, [byManager]);
	const { approval } = await request(co, await deal(co));
	await co.crm.records.update('user', [{ item: 0, id: co.leader.id, fields: { active: false } }]);
	const [status] = await co.crm.approvals.status([{ item: 0, approvalId: approval.id }]);
	expect(valueOf(status).waitingFor).toEqual([expect.objectContaining({ approverId: co.leader.id, unavailable: 'left' })]);
	expect((await failureOf(decide(co, approval.id, co.leader))).text.en).toBe('李娜 has left');
	const passed = await co.crm.approvals.delegate([
		{ item: 0, approvalId: approval.id, approverId: co.leader.id, toId: co.boss.id, byId: co.finance.id },
	]);
	expect(valueOf(passed[0]).waitingFor.map(({ approverName, originalName }) => [approverName, originalName])).toEqual([['王强', '李娜']]);
	expect((await decide(co, approval.id, co.boss)).decision).toMatchObject({ byId: co.boss.id, originalId: co.leader.id });
});

it('passes a task on for its approver, tells the new one, and refuses everybody else', async () => {
	await policy(co, [byManager]);
	const { approval } = await request(co, await deal(co));
	const pass = async (more: Record<string, unknown>) =>
		(
			await co.crm
				.as({ partial: true })
				.approvals.delegate([{ item: 0, approvalId: approval.id, approverId: co.leader.id, toId: co.finance.id, ...more }])
		)[0];
	expect(errorOf(await pass({ byId: co.finance2.id })).text.en).toBe('钱进 may not pass on what 李娜 is asked');
	expect(errorOf(await pass({ toId: co.seller.id })).text.en).toContain('submitted this record');
	expect(errorOf(await pass({ toId: co.leader.id })).text.en).toContain('is asked in this step already');
	const { decision } = valueOf(await pass({ reason: '请代为审批' }));
	expect(decision).toMatchObject({ verdict: 'delegated', byId: co.leader.id, toId: co.finance.id, reason: '请代为审批' });
	const [task] = await tasksOf(co, approval.id);
	expect(task).toMatchObject({ approverName: '赵敏', originalId: co.leader.id, via: 'delegate', state: 'waiting' });
	expect(task.summary).toContain('Amount');
	expect((await eventsOf(co, task)).slice(2)).toEqual(['updated', 'approval.delegated', 'approval.stepWaiting']);
	expect((await failureOf(decide(co, approval.id, co.leader))).text.en).toBe(
		'This step is decided already: passed on by 李娜 on 2026-03-02 10:00',
	);
	expect((await decide(co, approval.id, co.finance)).outcome).toBe('approved');
});

it('is recalled by who submitted it, and by nobody else; the next round counts on', async () => {
	await policy(co, [byManager]);
	const record = await deal(co);
	const { approval } = await request(co, record);
	const recall = async (byId?: string) =>
		(await co.crm.as({ partial: true }).approvals.recall([{ item: 0, approvalId: record.id, byId }]))[0];
	expect(errorOf(await recall(co.finance.id)).text.en).toBe('赵敏 did not submit this and may not recall it');
	expect(valueOf(await recall(co.seller.id)).approval).toMatchObject({ status: 'recalled' });
	expect((await tasksOf(co, approval.id)).map(({ state }) => state)).toEqual(['closed']);
	expect((await failureOf(decide(co, approval.id, co.leader))).text['zh-CN']).toContain('陈晨于 2026-03-02 10:00 撤回');
	const again = await request(co, record);
	expect(again.approval.round).toBe(2);
	// The workflow takes it back where it names nobody.
	expect(valueOf(await recall()).decision).toMatchObject({ verdict: 'recalled', byId: null });
});

it('takes back what a deleted record waited for', async () => {
	await policy(co, [{ ...byManager, deadlineAmount: 4 }]);
	const record = await deal(co);
	const { approval } = await request(co, record);
	await co.crm.records.delete('opportunity', [{ item: 0, id: record.id }]);
	const [status] = await co.crm.approvals.status([{ item: 0, approvalId: approval.id }]);
	expect(valueOf(status)).toMatchObject({
		approval: { status: 'recalled' },
		waitingFor: [],
		decisions: [{ verdict: 'recalled', place: 'system' }],
	});
	expect(await co.crm.rows('SELECT "state" FROM "crm_due"')).toEqual([{ state: 'cancelled' }]);
	expect(await eventsOf(co, approval)).toContain('approval.recalled');
});

it('sees that a record was changed while it waited', async () => {
	await policy(co, [byManager]);
	const record = await deal(co);
	const { approval } = await request(co, record);
	await co.crm.records.update('opportunity', [{ item: 0, id: record.id, fields: { amount: '99000.00' } }]);
	const [status] = await co.crm.approvals.status([{ item: 0, approvalId: approval.id }]);
	expect(valueOf(status).recordChanged).toBe(true);
	expect((await decide(co, approval.id, co.leader)).decision.recordVersion).toBe(2);
});

it('waits once for a record, and with the same key gives the first result again', async () => {
	await policy(co, [byManager]);
	const record = await deal(co);
	const first = await request(co, record, { idempotencyKey: 'k' });
	expect(await request(co, record, { idempotencyKey: 'k' })).toMatchObject({ approval: { id: first.approval.id }, repeated: true });
	const error = await failureOf(request(co, record));
	expect(error).toMatchObject({ code: 'DuplicateRecord', text: { 'zh-CN': '该商机已在审批中（自 2026-03-02 10:00 起，步骤“主管审批”）' } });
	const twice = await deal(co);
	const both = await co.crm.as({ partial: true }).approvals.request(
		inputsOf([
			{ object: 'opportunity' as const, id: twice.id },
			{ object: 'opportunity' as const, id: twice.id },
		]),
	);
	expect(both.map(({ ok }) => ok)).toEqual([true, false]);
});

it('wants a reason for a rejection, whoever decides named, and an approval that is there', async () => {
	await policy(co, [byManager]);
	const { approval } = await request(co, await deal(co));
	for (const reason of [undefined, '', ' \u200b ']) {
		expect(await failureOf(decide(co, approval.id, co.leader, { verdict: 'reject', reason }))).toMatchObject({
			code: 'ValidationFailed',
			field: 'reason',
		});
	}
	expect((await failureOf(decide(co, approval.id, co.leader, { reason: '长'.repeat(2001) }))).field).toBe('reason');
	expect((await failureOf(decide(co, approval.id, { id: approval.id, version: 1 }))).code).toBe('RecordNotFound');
	expect((await failureOf(decide(co, co.boss.id, co.leader))).text.en).toContain('There is no approval with this ID');
	expect((await failureOf(decide(co, approval.id, co.boss))).text['zh-CN']).toBe('王强不是步骤“主管审批”的审批人');
});

it('decides many at once, and goes on after a bad one where it may', async () => {
	await policy(co, [byManager]);
	const records = await Promise.all(Array.from({ length: 3 }, () => deal(co)));
	const requested = await co.crm.approvals.request(inputsOf(records.map(({ id }) => ({ object: 'opportunity' as const, id }))));
	const inputs = inputsOf(
		requested.map((one, i) => ({
			approvalId: valueOf(one).approval.id,
			byId: i === 1 ? co.finance.id : co.leader.id,
			verdict: 'approve' as const,
		})),
	);
	const error = await failureOf(co.crm.approvals.decide(inputs));
	expect(error.items.map(({ item }) => item)).toEqual([1]);
	expect(await co.crm.rows(`SELECT 1 FROM "crm_approval_decision"`)).toEqual([]);
	const outcomes = await co.crm.as({ partial: true }).approvals.decide(inputs);
	expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
});

it('never changes a decision, and lets nobody write one by hand', async () => {
	await policy(co, [byManager]);
	const { approval } = await request(co, await deal(co));
	const { decision } = await decide(co, approval.id, co.leader);
	expect((await failureOf(co.crm.records.update('approvalDecision', [{ item: 0, id: decision.id, fields: { reason: 'x' } }]))).code).toBe(
		'Refused',
	);
	expect((await failureOf(co.crm.records.delete('approvalDecision', [{ item: 0, id: decision.id }]))).code).toBe('Refused');
	const { writeChanges } = jest.requireActual<typeof import('../../../core/store')>('../../../core/store');
	const object = (await co.crm.objects()).get('approvalDecision');
	const change = { object, before: decision, after: { ...decision, version: 2, verdict: 'rejected' } };
	await expect(co.crm.store.write(co.crm.context, async (tx) => await writeChanges(tx, [change]))).rejects.toThrow(
		'approvalDecision is never changed',
	);
});

it('is read like any record', async () => {
	await policy(co, [byManager]);
	await request(co, await deal(co));
	setNow('2026-03-03T02:00:00Z');
	for (const object of ['approval', 'approvalTask'] as const) expect(await co.crm.records.count(object, {})).toBe(1);
});
