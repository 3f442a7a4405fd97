import { setTimeout as sleep } from 'node:timers/promises';

import type { CrmRecord } from '../../core/crm';
import { frontDesk, until } from '../support/frontDesk';
import { useRealN8n, type WorkflowJson } from '../support/realN8n';
import { valueOf } from '../support/testCrm';

/** What a form sends for one of several things to choose from. */
const chosen = (option: string) => JSON.stringify([option]);

const pages = 'http://127.0.0.1:1/webhook/guanxi/page';

describe('the shipped contract approval', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	let workflow: WorkflowJson;
	let boss: CrmRecord;

	const create = async (object: 'user' | 'customer' | 'product', fields: Record<string, unknown>) =>
		valueOf((await desk.crm.records.create(object, [{ item: 0, fields }]))[0]);

	beforeAll(async () => {
		boss = await create('user', { name: '王总' });
		await create('user', { name: '陈晓东', managerId: boss.id });
		await create('customer', { name: '苏州示例科技有限公司' });
		await create('product', { code: 'LAB-10', name: '纯水机', defaultPrice: '18800.00', taxRate: 13 });
		const steps = [{ name: '经理审批', approvers: [{ kind: 'manager' }] }];
		valueOf((await desk.crm.approvals.definePolicy([{ item: 0, fields: { name: '合同审批', object: 'contract', steps } }]))[0]);
		await desk.crm.pages.register({ id: 'w:n', workflowId: 'w', workflowName: 'Pages', url: pages });
		workflow = await n8n.publishShipped('contract-approval.json');
	}, 60_000);

	/** Sends a form, its answers in the order of its fields, and gives what its last page says. */
	async function send(path: string, answers: ReadonlyArray<string | File>, says: string): Promise<string> {
		for (const deadline = Date.now() + 30_000; ; await sleep(200)) {
			const body = new FormData();
			for (const [i, answer] of answers.entries()) if (answer !== '') body.set(`field-${i}`, answer);
			const response = await fetch(`${n8n.url}/form/${path}`, { method: 'POST', body });
			if (response.status === 404 && Date.now() < deadline) continue;
			expect(response.status).toBe(200);
			const { formWaitingUrl = '' } = (await response.json()) as { formWaitingUrl?: string };
			return await pageOf(formWaitingUrl, says, deadline);
		}
	}

	async function pageOf(url: string, says: string, deadline: number): Promise<string> {
		for (;;) {
			const text = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
				(response) => response.text(),
				() => '',
			);
			if (text.includes(says)) return text;
			if (Date.now() > deadline) throw new Error(`The page does not say "${says}": ${text.slice(0, 2000)}`);
			await sleep(100);
		}
	}

	const submit = async (says: string, { product = 'LAB-10', discount = '10' } = {}) =>
		await send('guanxi/contract', ['苏州示例科技有限公司', '年度设备采购', product, '2', '', discount, '货到付款', '', '', '陈晓东'], says);

	const told = async (userId: unknown) => (await desk.all('message')).filter((message) => message.userId === userId);

	it('takes a contract from the form over its approval, seal and signature to its beginning', async () => {
		expect(await submit('Waiting for: 王总')).toMatch(/HT-\d{4}-000001/);
		const [contract] = await desk.all('contract');
		expect(contract).toMatchObject({ status: 'inApproval', amount: '33840.00', maxDiscountPercent: 10, paymentTerms: '货到付款' });
		await until(async () => (await told(boss.id)).length > 0, 30_000);
		expect((await told(boss.id))[0].body).toContain('陈晓东 asks for your approval');
		valueOf((await desk.crm.approvals.decide([{ item: 0, approvalId: contract.id, byId: boss.id, verdict: 'approve' }]))[0]);
		await until(async () => (await desk.all('task')).length > 0, 30_000);
		expect(await desk.all('task')).toMatchObject([{ kind: 'seal', contractId: contract.id, assigneeId: contract.ownerId }]);
		await until(async () => (await told(contract.ownerId)).length > 0, 30_000);
		expect((await told(contract.ownerId))[0].body).toContain('Approved: ');
		const scan = new File([new Uint8Array([1, 2, 3])], '扫描件.pdf');
		const answers = [String(contract.number), chosen('Contract Seal'), '孙悦', '', scan];
		await send('guanxi/contract-signed', answers, 'Signed and Active');
		const [active] = await desk.all('contract');
		expect(active).toMatchObject({ status: 'active', sealKind: 'contract', customerSignatory: '孙悦' });
		const files = await desk.all('file');
		expect(files.map(({ kind, bytes }) => [kind, Number(bytes) > 0])).toEqual(expect.arrayContaining([['document', true], ['signedScan', true]]));
		const failed = (await n8n.untilExecutions(workflow.id, 4)).filter(({ status }) => !['success', 'waiting'].includes(status));
		expect(failed).toEqual([]);
	}, 180_000);

	it('tells the submitter why it was rejected', async () => {
		await submit('Waiting for: 王总', { discount: '40' });
		const contract = (await desk.all('contract')).find(({ maxDiscountPercent }) => maxDiscountPercent === 40) as CrmRecord;
		const decision = { item: 0, approvalId: contract.id, byId: boss.id, verdict: 'reject', reason: '折扣过高' } as const;
		valueOf((await desk.crm.approvals.decide([decision]))[0]);
		await until(async () => (await told(contract.ownerId)).some(({ body }) => String(body).includes('折扣过高')), 30_000);
	}, 120_000);

	it('says on the form what is missing, and drafts nothing', async () => {
		const before = (await desk.all('contract')).length;
		expect(await submit('Not Submitted', { product: 'UNKNOWN' })).toContain('Contract: Product 1: Product names no product that is there');
		expect(await desk.all('contract')).toHaveLength(before);
	}, 60_000);

	it('says on the form of a signed contract that it was never approved', async () => {
		const [latest] = (await desk.all('contract')).filter(({ status }) => status === 'rejected');
		const scan = new File([new Uint8Array([1])], 'scan.pdf');
		const page = await send('guanxi/contract-signed', [String(latest.number), chosen('Contract Seal'), '孙悦', '', scan], 'Not Saved');
		expect(page).toContain('the status is “Rejected”');
	}, 60_000);
});
