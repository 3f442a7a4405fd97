import { Readable } from 'node:stream';
import type { ContractStepVerb } from '../../../core/crm';
import { valueOf, type TestCrm } from '../../support/testCrm';

/** Contracts to which everything happens that can, and a file of one. */
export async function everyContractEvent(crm: TestCrm): Promise<void> {
	const boss = await crm.given.user();
	const owner = await crm.given.user({ managerId: boss.id });
	const customer = await crm.given.customer();
	const steps = [{ name: '经理', approvers: [{ kind: 'manager' }] }];
	valueOf((await crm.approvals.definePolicy([{ item: 0, fields: { name: '合同审批', object: 'contract', steps } }]))[0]);
	const draft = async () => {
		const fields = { name: '合同', customerId: customer.id, ownerId: owner.id, amount: '10.00' };
		return valueOf((await crm.contracts.draft([{ item: 0, fields }]))[0]).id;
	};
	const ask = async (id: string) => valueOf((await crm.approvals.request([{ item: 0, object: 'contract', id }]))[0]).approval.id;
	const decide = async (approvalId: string, verdict: 'approve' | 'reject') =>
		valueOf((await crm.approvals.decide([{ item: 0, approvalId, byId: boss.id, verdict, reason: '价格' }]))[0]);
	const step = async (verb: ContractStepVerb, id: string, fields: Record<string, unknown> = {}) =>
		valueOf((await crm.contracts.step(verb, [{ item: 0, id, fields }]))[0]);
	const [first, second] = [await draft(), await draft()];
	await decide(await ask(first), 'reject');
	valueOf((await crm.approvals.recall([{ item: 0, approvalId: await ask(first) }]))[0]);
	for (const id of [first, second]) await decide(await ask(id), 'approve');
	await step('seal', first, { sealKind: 'contract' });
	await step('sign', first, { customerSignatory: '王芳' });
	await step('activate', first);
	await step('complete', first);
	await step('terminate', second, { terminationReason: '客户取消' });
	const file = { name: '扫描件.pdf', mimeType: 'application/pdf', open: () => Promise.resolve(Readable.from([Buffer.from('x')])) };
	valueOf((await crm.files.attach([{ item: 0, object: 'contract', id: first, file }]))[0]);
}
