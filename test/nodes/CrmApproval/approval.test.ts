import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { runNode, type NodeSetup } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

async function given(resource: string, item: IDataObject): Promise<IDataObject> {
	const done = await runNode({ type: 'crm', parameters: { resource, operation: 'create', fields: automatic }, items: [item] });
	if (done.error) throw done.error;
	return done.json[0];
}

const approval = (operation: string, parameters: INodeParameters, items: readonly IDataObject[] = [{}]): NodeSetup => ({
	type: 'crmApproval',
	parameters: { resource: 'approval', operation, ...parameters },
	items,
});

/** The form of a policy as the editor sends it: the manager and then the finances for more than 10,000 yuan. */
const policy = (steps: INodeParameters[] = [managerStep, financeStep]): NodeSetup => ({
	type: 'crmApproval',
	parameters: {
		resource: 'policy',
		operation: 'define',
		name: '商机审批',
		active: true,
		object: 'opportunity',
		order: 100,
		conditions: { items: [{ field: 'amount', operator: 'greaterThan', value: '10000' }] },
		steps: { items: steps },
		allowOwn: false,
	},
	items: [{}],
});

const managerStep: INodeParameters = {
	name: '主管审批',
	mode: 'first',
	approvers: { items: [{ kind: 'manager', level: 1, userId: '', role: 'sales' }] },
	deadlineAmount: 8,
	deadlineUnit: 'hours',
	remindAmount: 2,
	atDeadline: 'escalate',
	escalateToId: '',
};

const financeStep: INodeParameters = {
	name: '财务审批',
	mode: 'all',
	approvers: { items: [{ kind: 'role', role: 'finance', level: 1, userId: '' }] },
	deadlineAmount: 0,
	deadlineUnit: 'hours',
	remindAmount: 0,
	atDeadline: 'remind',
	escalateToId: '',
};

async function company(): Promise<Record<'leader' | 'seller' | 'zhao' | 'qian', string>> {
	const leader = String((await given('user', { name: '李娜', role: 'manager' })).id);
	const seller = String((await given('user', { name: '陈晨', managerId: leader })).id);
	const zhao = String((await given('user', { name: '赵敏', role: 'finance' })).id);
	const qian = String((await given('user', { name: '钱进', role: 'finance' })).id);
	return { leader, seller, zhao, qian };
}

const deal = async (ownerId: string, amount: string): Promise<IDataObject> =>
	await given('opportunity', { name: '年度维保', amount, ownerId });

const requestBoth = (items: readonly IDataObject[]): NodeSetup =>
	approval('request', { object: 'opportunity', opportunityId: byId('={{ $json.id }}'), options: { note: '请审批' } }, items);

it('goes from the form of a policy over both steps to the outputs that people branch on', async () => {
	const { leader, seller, zhao, qian } = await company();
	const defined = await runNode(policy());
	expect(defined.json[0]).toMatchObject({
		name: '商机审批',
		steps: [
			{ name: '主管审批', deadlineAmount: 8 },
			{ name: '财务审批', mode: 'all' },
		],
	});
	const { outputs } = await runNode(requestBoth([await deal(seller, '12000'), await deal(seller, '9000')]));
	const [waiting, notNeeded] = outputs.map((items) => items.map(({ json, pairedItem }) => ({ json, pairedItem })));
	expect(waiting).toEqual([{ json: expect.objectContaining({ outcome: 'waiting' }) as IDataObject, pairedItem: { item: 0 } }]);
	expect(notNeeded).toEqual([{ json: expect.objectContaining({ outcome: 'notNeeded' }) as IDataObject, pairedItem: { item: 1 } }]);
	const approvalId = String((waiting[0].json.approval as IDataObject).id);

	const decide = async (by: string, verdict = 'approve', reason = '') =>
		(await runNode(approval('decide', { approvalId, byId: byId(by), verdict, reason }))).outputs.map((items) =>
			items.map(({ json }) => json.outcome),
		);
	expect(await decide(leader)).toEqual([[], [], ['nextStep']]);
	// The other one of the finances is still waited for.
	expect(await decide(zhao)).toEqual([[], [], ['waiting']]);
	const status = await runNode(approval('status', { approvalId }));
	expect(status.json[0]).toMatchObject({ waitingFor: [{ approverName: '钱进' }], decisions: [{ byName: '李娜' }, { byName: '赵敏' }] });
	expect(await decide(qian)).toEqual([['approved'], [], []]);
});

it('refuses a rejection without a reason, and goes on after it where it may', async () => {
	const { leader, seller } = await company();
	await runNode(policy([managerStep]));
	const { outputs } = await runNode(requestBoth([await deal(seller, '12000'), await deal(seller, '13000')]));
	const ids = outputs[0].map(({ json }) => ({ id: (json.approval as IDataObject).id, reason: '' }));
	const reject = approval(
		'decide',
		{ approvalId: '={{ $json.id }}', byId: byId(leader), verdict: 'reject', reason: '={{ $json.reason }}' },
		[{ ...ids[0], reason: '折扣过高' }, ids[1]],
	);
	const stopped = await runNode(reject);
	expect(stopped.error?.message).toContain('1 of 2 items');
	const done = await runNode({ ...reject, onError: 'continueRegularOutput' });
	expect(done.outputs.map((items) => items.map(({ json }) => json.outcome ?? json.error))).toEqual([
		[],
		['rejected'],
		[expect.stringContaining('reason')],
	]);
});

it('delegates and recalls', async () => {
	const { leader, seller, zhao } = await company();
	await runNode(policy([managerStep]));
	const record = await deal(seller, '12000');
	await runNode(requestBoth([record]));
	// The record is name enough for what waits.
	const delegate = approval('delegate', {
		approvalId: String(record.id),
		approverId: byId(leader),
		toId: byId(zhao),
		options: { reason: '出差' },
	});
	expect((await runNode(delegate)).json[0]).toMatchObject({
		decision: { verdict: 'delegated', reason: '出差' },
		waitingFor: [{ approverName: '赵敏' }],
	});
	const strange = await runNode(approval('recall', { approvalId: String(record.id), options: { byId: zhao } }));
	expect(strange.error?.message).toContain('赵敏 did not submit this');
	const recalled = await runNode(approval('recall', { approvalId: String(record.id), options: { byId: seller, reason: '改价' } }));
	expect(recalled.json[0]).toMatchObject({ approval: { status: 'recalled', reason: '改价' } });
});

it('says which field of a policy is wrong', async () => {
	const bad = await runNode(policy([{ ...managerStep, approvers: { items: [{ kind: 'user', userId: '', level: 1, role: 'sales' }] } }]));
	expect(bad.error?.message).toMatch(/User|userId/);
	const nobody = await runNode(policy([{ ...financeStep, approvers: {}, remindAmount: 3 }]));
	expect(`${nobody.error?.message} ${nobody.error?.description}`).toContain('approver');
});
