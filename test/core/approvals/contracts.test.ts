import type { CrmRecord } from '../../../core/crm';
import { failureOf, valueOf } from '../../support/testCrm';
import { byFinance, byManager, company, decide, eventsOf, type Company } from './approving';
import { ask, page, post, tokenFor } from '../pages/approvalPages';

let co: Company;

beforeEach(async () => {
	co = await company();
	const steps = [{ ...byManager, deadlineAmount: 4, atDeadline: 'approve' }, byFinance];
	valueOf((await co.crm.approvals.definePolicy([{ item: 0, fields: { name: '合同审批', object: 'contract', steps } }]))[0]);
});

const draft = async (): Promise<CrmRecord> => {
	const customer = await co.crm.given.customer({ name: '苏州示例' });
	const fields = { name: '年度服务', customerId: customer.id, ownerId: co.seller.id };
	return valueOf(
		(await co.crm.contracts.draft([{ item: 0, fields, lines: [{ productId: (await co.crm.given.product()).id, quantity: 2 }] }]))[0],
	);
};

const submit = async ({ id }: CrmRecord) => valueOf((await co.crm.approvals.request([{ item: 0, object: 'contract', id }]))[0]);
const contractNow = async ({ id }: CrmRecord) => valueOf((await co.crm.records.get('contract', [{ item: 0, id }]))[0]);

it('takes a contract through its states with its approval', async () => {
	const contract = await draft();
	const { approval, record } = await submit(contract);
	expect(record.status).toBe('inApproval');
	await decide(co, approval.id, co.leader);
	expect((await contractNow(contract)).status).toBe('inApproval');
	expect((await decide(co, approval.id, co.finance)).record?.status).toBe('approved');
	expect(await eventsOf(co, contract)).toEqual(expect.arrayContaining(['contract.submitted', 'contract.approved']));
});

it('gives a rejected contract its reason, and takes it again in another round', async () => {
	const contract = await draft();
	const { approval } = await submit(contract);
	await decide(co, approval.id, co.leader, { verdict: 'reject', reason: '付款条件需调整' });
	expect(await contractNow(contract)).toMatchObject({ status: 'rejected', rejectionReason: '付款条件需调整' });
	const again = await submit(contract);
	expect(again.approval.round).toBe(2);
	valueOf((await co.crm.approvals.recall([{ item: 0, approvalId: contract.id, byId: co.seller.id }]))[0]);
	expect((await contractNow(contract)).status).toBe('draft');
});

it('refuses to submit what its state does not allow, and stores nothing', async () => {
	const contract = await draft();
	const { approval } = await submit(contract);
	await decide(co, approval.id, co.leader);
	await decide(co, approval.id, co.finance);
	const error = await failureOf(submit(contract));
	expect(error.code).toBe('TransitionRefused');
	expect(await co.crm.records.count('approval', {})).toBe(1);
});

it('shows the lines and the total on the page, and decides there', async () => {
	await co.crm.pages.register(page);
	const contract = await draft();
	const { waitingFor } = await submit(contract);
	const token = await tokenFor(co, { id: waitingFor[0].taskId }, co.leader);
	const { body } = await ask(co, { token });
	for (const said of [String(contract.number), '苏州示例', '¥200.00']) expect(body).toContain(said);
	expect((await post(co, token, { verdict: 'reject', reason: '理由' })).item?.json).toMatchObject({ record: { status: 'rejected' } });
});
