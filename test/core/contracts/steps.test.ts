import type { ContractStepVerb } from '../../../core/crm';
import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';
import { decide } from './approved';

const now = '2026-03-02T02:00:00Z';

const approvedContract = async (crm: TestCrm, fields: Record<string, unknown> = {}) => {
	const contract = await crm.given.contract({ amount: '1000.00', ...fields });
	return await decide(crm, contract.id, 'submit', 'approve');
};

const step = async (crm: TestCrm, verb: ContractStepVerb, id: string, fields: Record<string, unknown> = {}) =>
	valueOf((await crm.contracts.step(verb, [{ item: 0, id, fields }]))[0]);

describe('the way of a contract', () => {
	it('leads from its approval over seal and signature to its end', async () => {
		const crm = openTestCrm({ now });
		const user = await crm.given.user();
		const { id } = await approvedContract(crm, { copies: 4 });
		expect(await step(crm, 'seal', id, { sealKind: 'contract', copies: 4, sealedById: user.id })).toMatchObject({
			status: 'approved',
			sealKind: 'contract',
			copies: 4,
			sealedOn: '2026-03-02',
			sealedById: user.id,
		});
		expect(await step(crm, 'sign', id, { customerSignatory: '王芳', signatureProvider: '某电子签', envelopeId: 'E-1' })).toMatchObject({
			status: 'signed',
			signedOn: '2026-03-02',
			envelopeId: 'E-1',
		});
		expect(await step(crm, 'activate', id)).toMatchObject({ status: 'active', activatedAt: '2026-03-02T02:00:00.000Z' });
		expect(await step(crm, 'complete', id)).toMatchObject({ status: 'completed', completedOn: '2026-03-02' });
		const names = (await crm.eventsOf({ id })).flatMap((event) => event.names).filter((name) => name.startsWith('contract.'));
		expect(names).toEqual([
			'contract.submitted',
			'contract.approved',
			'contract.sealed',
			'contract.signed',
			'contract.activated',
			'contract.completed',
		]);
	});

	it.each<[string, ContractStepVerb, Record<string, unknown>, string]>([
		['a seal without its kind', 'seal', {}, '“Seal” is not possible: the kind of the seal is needed'],
		[
			'a seal of tomorrow',
			'seal',
			{ sealKind: 'company', sealedOn: '2026-03-03' },
			'“Seal” is not possible: Sealed On 2026-03-03 is in the future',
		],
		[
			'a signature of nobody',
			'sign',
			{},
			"“Sign” is not possible: the customer's signatory is needed, or the envelope ID of an e-signature",
		],
		[
			'other copies than were approved',
			'seal',
			{ sealKind: 'company', copies: 100 },
			'“Seal” is not possible: the contract has 2 copies, as it was approved',
		],
		[
			'a signature before the approval',
			'sign',
			{ customerSignatory: '王芳', signedOn: '2026-03-01' },
			'“Sign” is not possible: Signed On 2026-03-01 is before the approval on 2026-03-02',
		],
		['an end without a beginning', 'complete', {}, '“Complete” is not possible: the status is “Approved”'],
		['a termination without a reason', 'terminate', {}, '“Terminate” is not possible: a termination needs a reason'],
	])('refuses %s', async (_, verb, fields, message) => {
		const crm = openTestCrm({ now });
		const { id } = await approvedContract(crm);
		const error = await failureOf(crm.contracts.step(verb, [{ item: 0, id, fields }]));
		expect([error.code, error.text.en]).toEqual(['TransitionRefused', message]);
	});

	it('begins no earlier than it says', async () => {
		const crm = openTestCrm({ now });
		const { id } = await approvedContract(crm, { startOn: '2026-03-03' });
		await step(crm, 'sign', id, { customerSignatory: '王芳' });
		const error = await failureOf(crm.contracts.step('activate', [{ item: 0, id }]));
		expect(error.text).toEqual({
			en: '“Activate” is not possible: it starts on 2026-03-03',
			'zh-CN': '“生效”无法执行：合同于 2026-03-03 开始',
		});
	});

	it('refuses every step that its status does not have, and says which it has', async () => {
		const crm = openTestCrm({ now, partial: true });
		const { id } = await crm.given.contract({ amount: '1.00' });
		for (const verb of ['seal', 'sign', 'activate', 'complete', 'terminate'] as const) {
			const [outcome] = await crm.contracts.step(verb, [{ item: 0, id, fields: {} }]);
			expect(errorOf(outcome).hint.en).toBe('Possible in this status: Submit.');
		}
	});

	it('does the good ones of many and says what was wrong with the others', async () => {
		const crm = openTestCrm({ now, partial: true });
		const [a, b] = [await approvedContract(crm), await crm.given.contract()];
		const fields = { terminationReason: '客户取消' };
		const outcomes = await crm.contracts.step('terminate', inputsOf([a, b, a].map(({ id }) => ({ id, fields }))));
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false]);
		expect(valueOf(outcomes[0])).toMatchObject({ status: 'terminated', terminatedOn: '2026-03-02', terminationReason: '客户取消' });
	});

	it('loses nothing of a good step after a bad one of the same contract', async () => {
		const crm = openTestCrm({ now, partial: true });
		const { id } = await approvedContract(crm);
		const seals = [
			{ sealKind: 'company', sealedById: '0192f0c1-0000-7000-8000-000000000000' },
			{ sealKind: 'contract', sealNote: '第二次' },
		];
		const outcomes = await crm.contracts.step('seal', inputsOf(seals.map((fields) => ({ id, fields }))));
		expect(errorOf(outcomes[0]).problems[0].field).toBe('sealedById');
		const [stored] = (await crm.records.get('contract', [{ item: 0, id }])).map(valueOf);
		expect(stored).toMatchObject({ sealKind: 'contract', sealNote: '第二次' });
		expect(valueOf(outcomes[1])).toEqual(stored);
		const sealed = (await crm.eventsOf({ id })).filter(({ names }) => names.includes('contract.sealed'));
		expect(sealed.map(({ changes }) => changes.sealKind)).toEqual([[null, 'contract']]);
	});

	it('ends no earlier than it was signed', async () => {
		const crm = openTestCrm({ now });
		const { id } = await approvedContract(crm);
		setNow('2026-03-05T02:00:00Z');
		await step(crm, 'sign', id, { customerSignatory: '王芳', signedOn: '2026-03-04' });
		const fields = { terminationReason: '客户取消', terminatedOn: '2026-03-03' };
		expect((await failureOf(crm.contracts.step('terminate', [{ item: 0, id, fields }]))).text['zh-CN']).toBe(
			'“终止”无法执行：终止日期 2026-03-03 早于签订日期 2026-03-04',
		);
	});

	it('refuses what is not said with a step, and takes none of it', async () => {
		const crm = openTestCrm({ now });
		const { id } = await approvedContract(crm);
		const fields = { customerSignatory: '王芳', sealKind: 'company', name: '别的' };
		const error = await failureOf(crm.contracts.step('sign', [{ item: 0, id, fields }]));
		expect(error.problems.map(({ field }) => field)).toEqual(['sealKind', 'name']);
	});

	it('is signed once by one envelope, which an e-signature service may tell again, and which no other contract has', async () => {
		const crm = openTestCrm({ now, partial: true });
		const [a, b] = [await approvedContract(crm), await approvedContract(crm)];
		const fields = { signatureProvider: '某电子签', envelopeId: 'E-7' };
		const sign = async (id: string) => (await crm.contracts.step('sign', [{ item: 0, id, fields }]))[0];
		const first = valueOf(await sign(a.id));
		await step(crm, 'activate', a.id);
		expect(valueOf(await sign(a.id))).toMatchObject({ status: 'active', signedOn: first.signedOn, version: first.version + 1 });
		expect((await crm.eventsOf(a)).filter(({ names }) => names.includes('contract.signed'))).toHaveLength(1);
		expect(errorOf(await sign(b.id)).code).toBe('DuplicateRecord');
		const [other] = await crm.contracts.step('sign', [{ item: 0, id: a.id, fields: { ...fields, envelopeId: 'E-8' } }]);
		expect(errorOf(other).code).toBe('TransitionRefused');
	});

	it('refuses a seal by a user who is not there', async () => {
		const crm = openTestCrm({ now });
		const { id } = await approvedContract(crm);
		const fields = { sealKind: 'contract', sealedById: '0192f0c1-0000-7000-8000-000000000000' };
		expect((await failureOf(crm.contracts.step('seal', [{ item: 0, id, fields }]))).problems[0].field).toBe('sealedById');
	});
});

describe('a contract that was submitted', () => {
	const locked = async (crm: TestCrm) => {
		const contract = await crm.given.contract();
		const line = await crm.given.contractProduct({ contractId: contract.id });
		await decide(crm, contract.id, 'submit');
		return { contract, line };
	};

	const closing: ReadonlyArray<readonly [string, (crm: TestCrm, id: string) => Promise<unknown>]> = [
		['inApproval', async () => await Promise.resolve()],
		['approved', async (crm, id) => await decide(crm, id, 'approve')],
		['signed', async (crm, id) => await step(crm, 'sign', id, { customerSignatory: '王芳' })],
		['active', async (crm, id) => await step(crm, 'activate', id)],
		['completed', async (crm, id) => await step(crm, 'complete', id)],
	];

	it('keeps what it says in every status from there on, whatever operation would change it', async () => {
		const crm = openTestCrm({ now });
		await crm.given.field({ object: 'contract', name: 'archive', label: 'Archive', labelZh: '档案号', type: 'text' });
		const { contract, line } = await locked(crm);
		const draft = await crm.given.contract();
		const loose = await crm.given.contractProduct({ contractId: draft.id });
		const { records } = crm;
		const [id, lineId] = [contract.id, line.id];
		const tries: ReadonlyArray<() => Promise<unknown>> = [
			() => records.update('contract', [{ item: 0, id, fields: { name: '别的' } }]),
			() => records.update('contract', [{ item: 0, id, fields: { otherTerms: '<b>' } }]),
			() => records.update('contract', [{ item: 0, id, fields: { custom_archive: 'A-1' } }]),
			() => records.upsert('contract', [{ item: 0, matchOn: ['id'], fields: { id, name: '别的' } }]),
			() => records.delete('contract', [{ item: 0, id }]),
			() => records.update('contractProduct', [{ item: 0, id: lineId, fields: { quantity: 9 } }]),
			() => records.update('contractProduct', [{ item: 0, id: lineId, fields: { contractId: draft.id } }]),
			() => records.update('contractProduct', [{ item: 0, id: loose.id, fields: { contractId: id } }]),
			() => records.delete('contractProduct', [{ item: 0, id: lineId }]),
			() => crm.given.contractProduct({ contractId: id }),
		];
		for (const [status, close] of closing) {
			await close(crm, id);
			const before = valueOf((await records.get('contract', [{ item: 0, id }]))[0]);
			expect(before.status).toBe(status);
			for (const attempt of tries) expect((await failureOf(attempt())).code).toBe('TransitionRefused');
			expect(valueOf((await records.get('contract', [{ item: 0, id }]))[0])).toEqual(before);
		}
		const over = await failureOf(records.update('contract', [{ item: 0, id, fields: { name: '别的' } }]));
		expect(over.hint['zh-CN']).toBe('合同已结束，内容不能再改；如有需要请重新起草一份。');
	});

	it('says what cannot be changed and how it could', async () => {
		const crm = openTestCrm({ now });
		const { contract } = await locked(crm);
		const error = await failureOf(
			crm.records.update('contract', [{ item: 0, id: contract.id, fields: { name: 'x', endOn: '2027-01-01' } }]),
		);
		expect(error.text).toEqual({
			en: 'The contract HT-2026-000001 is “In Approval”: Name, End Date cannot be changed',
			'zh-CN': '合同 HT-2026-000001 的状态为“审批中”，不能修改合同名称、结束日期',
		});
		expect(error.hint['zh-CN']).toBe('请先在“CRM 审批”节点中撤回或驳回其审批。');
	});

	it('still takes a note and another owner', async () => {
		const crm = openTestCrm({ now });
		const { contract } = await locked(crm);
		const owner = await crm.given.user();
		const [changed] = await crm.records.update('contract', [{ item: 0, id: contract.id, fields: { note: '催办', ownerId: owner.id } }]);
		expect(valueOf(changed)).toMatchObject({ note: '催办', ownerId: owner.id, status: 'inApproval' });
	});

	it('takes no line that was deleted while it was a draft', async () => {
		const crm = openTestCrm({ now });
		const contract = await crm.given.contract();
		const gone = await crm.given.contractProduct({ contractId: contract.id });
		await crm.given.contractProduct({ contractId: contract.id });
		await crm.records.delete('contractProduct', [{ item: 0, id: gone.id }]);
		await decide(crm, contract.id, 'submit');
		expect((await failureOf(crm.records.restore('contractProduct', [{ item: 0, id: gone.id }]))).code).toBe('TransitionRefused');
	});

	it('is written again after a rejection, with the reason until it is submitted anew', async () => {
		const crm = openTestCrm({ now });
		const { contract, line } = await locked(crm);
		expect(await decide(crm, contract.id, 'reject')).toMatchObject({ status: 'rejected', rejectionReason: '折扣过高' });
		await crm.records.update('contractProduct', [{ item: 0, id: line.id, fields: { quantity: 2 } }]);
		expect(await decide(crm, contract.id, 'submit')).toMatchObject({ status: 'inApproval', amount: '200.00', rejectionReason: null });
		expect(await decide(crm, contract.id, 'recall')).toMatchObject({ status: 'draft' });
	});

	it('needs something to approve', async () => {
		const crm = openTestCrm({ now });
		const { id } = await crm.given.contract();
		expect((await failureOf(decide(crm, id, 'submit'))).text['zh-CN']).toBe('“提交审批”无法执行：合同既没有产品明细，也没有金额');
	});

	it('shows its approvers what the customer will sign', async () => {
		const crm = openTestCrm({ now });
		const customer = await crm.given.customer({ name: '<script>甲</script>' });
		await crm.contracts.defineTemplate([{ item: 0, fields: { name: '标准', terms: '违约金 1%' } }]);
		const opportunity = await crm.given.opportunity({ name: '设备更新', customerId: customer.id });
		const contract = await crm.given.contract({
			customerId: customer.id,
			opportunityId: opportunity.id,
			paymentTerms: '预付 30%\n验收后 70%',
			ourSignatory: '陈晓东',
			ourSignatoryTitle: '总经理',
			copies: 4,
		});
		await crm.given.contractProduct({ contractId: contract.id, quantity: 3, discountPercent: 10, note: '含安装' });
		const { contractSubject } = await import('../../../core/contracts/subject');
		const [record] = (await crm.records.get('contract', [{ item: 0, id: contract.id }])).map(valueOf);
		const summary = (await contractSubject.summary?.(crm.store.read, [record]))?.get(contract.id);
		expect(summary?.facts.map(({ label, value }) => [label['zh-CN'], typeof value === 'string' ? value : value['zh-CN']])).toEqual([
			['客户', '<script>甲</script>'],
			['商机', `${String(opportunity.number)} 设备更新`],
			['合同金额', '¥270.00'],
			['最大折扣（%）', '10%'],
			['我方签署人', '陈晓东 总经理'],
			['份数', '4'],
			['合同模板', '标准'],
			['单价含税', '是'],
		]);
		expect(summary?.lines?.columns.at(-1)?.label['zh-CN']).toBe('备注');
		expect(summary?.lines?.rows.map((row) => row.at(-1))).toEqual(['含安装']);
		expect(summary?.texts).toEqual([
			{ label: { en: 'Payment Terms', 'zh-CN': '付款条款' }, text: '预付 30%\n验收后 70%' },
			{ label: { en: 'Standard Terms', 'zh-CN': '标准条款' }, text: '违约金 1%' },
		]);
	});
});
