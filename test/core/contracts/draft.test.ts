import type { CrmRecord } from '../../../core/crm';
import { statementsOf } from '../../support/statements';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf } from '../../support/testCrm';

describe('drafting contracts', () => {
	it('takes customer, owner and products from the opportunity', async () => {
		const crm = openTestCrm({ now: '2026-03-02T02:00:00Z' });
		const [customer, owner] = [await crm.given.customer(), await crm.given.user()];
		const product = await crm.given.product({ name: '纯水机', unit: '台', taxRate: 13, defaultPrice: '18800.00' });
		const opportunity = await crm.given.opportunity({ name: '设备更新', customerId: customer.id, ownerId: owner.id });
		await crm.given.opportunityProduct({ opportunityId: opportunity.id, productId: product.id, quantity: 3, discountPercent: 5 });
		const [contract] = (await crm.contracts.draft([{ item: 0, fields: {}, opportunityId: String(opportunity.number) }])).map(valueOf);
		expect(contract).toMatchObject({
			number: 'HT-2026-000001',
			name: '设备更新',
			status: 'draft',
			customerId: customer.id,
			ownerId: owner.id,
			opportunityId: opportunity.id,
			amount: '53580.00',
			maxDiscountPercent: 5,
		});
		const { records } = await crm.records.list('contractProduct', { limit: 5 });
		expect(records).toMatchObject([{ contractId: contract.id, name: '纯水机', unit: '台', quantity: 3, lineTotal: '53580.00' }]);
	});

	it('finds products by their code and by their name, in any case and width', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		await crm.given.product({ code: 'LAB-10', name: '纯水机 Pro', defaultPrice: '100.00' });
		// One a call: what is found must not hang on what else is asked for.
		for (const productId of ['LAB-10', 'lab-10', 'ＬＡＢ－１０', ' Lab-10 ', '纯水机 Pro', '纯水机 PRO', '纯水机　ｐｒｏ']) {
			const input = { item: 0, fields: { name: '合同', customerId: customer.number }, lines: [{ productId }] };
			const [outcome] = await crm.as({ partial: true }).contracts.draft([input]);
			expect([productId, outcome.ok && outcome.value.amount]).toEqual([productId, '100.00']);
		}
	});

	it('knows customer and owner by what a form has, and tells namesakes apart', async () => {
		const crm = openTestCrm({ partial: true });
		const [customer, owner] = [
			await crm.given.customer({ name: '东莞松山湖' }),
			await crm.given.user({ name: '李娜', email: 'lina@example.com' }),
		];
		for (let i = 0; i < 2; i++) await crm.given.customer({ name: '同名公司' });
		const acme = await crm.given.customer({ name: 'Acme 有限公司' });
		const [shouted] = await crm.contracts.draft([{ item: 0, fields: { name: '合同', customerId: 'ＡＣＭＥ 有限公司' } }]);
		expect(valueOf(shouted).customerId).toBe(acme.id);
		const outcomes = await crm.contracts.draft(
			inputsOf(
				['东莞松山湖', '同名公司', '没有'].map((customerId) => ({ fields: { name: '合同', customerId, ownerId: 'lina@example.com' } })),
			),
		);
		expect(valueOf(outcomes[0])).toMatchObject({ customerId: customer.id, ownerId: owner.id });
		expect(outcomes.slice(1).map((outcome) => errorOf(outcome).problems)).toMatchObject([
			[{ field: 'customerId', message: { 'zh-CN': '有多条同名记录：请填写编号或 ID' } }],
			[{ field: 'customerId', message: { 'zh-CN': '对应的客户不存在：请填写 ID、编号（编码）或完整名称' } }],
		]);
	});

	it('names the line and the field of what is wrong, and stores nothing of that contract', async () => {
		const crm = openTestCrm({ partial: true });
		const customer = await crm.given.customer();
		await crm.given.product({ code: 'A', defaultPrice: null });
		const contractOf = (lines: Array<Record<string, unknown>>) => ({ fields: { name: '合同', customerId: customer.id }, lines });
		const outcomes = await crm.contracts.draft(
			inputsOf([
				contractOf([{ productId: 'A', unitPrice: '1.00' }]),
				contractOf([{ productId: 'A' }, { productId: 'nobody', quantity: -1 }]),
				{ fields: { name: '无客户' } },
				contractOf([{ productId: 'A', unitPrice: '2.00' }]),
			]),
		);
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
		expect(errorOf(outcomes[1]).problems.map(({ field }) => field)).toEqual([
			'lines[1].productId',
			'lines[1].quantity',
			'lines[0].unitPrice',
		]);
		expect(errorOf(outcomes[2]).problems.map(({ field }) => field)).toEqual(['customerId']);
		const { records } = await crm.records.list('contract', { limit: 10, sort: [{ field: 'number', direction: 'asc' }] });
		expect(records.map(({ number }) => String(number).slice(-2))).toEqual(['01', '02']);
	});

	it('stores nothing at all when one is bad and the node stops on errors', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		const inputs = inputsOf([{ fields: { name: '好', customerId: customer.id } }, { fields: { name: '坏' } }]);
		expect((await failureOf(crm.contracts.draft(inputs))).code).toBe('ValidationFailed');
		expect(await crm.records.count('contract', {})).toBe(0);
	});

	it('gives the first contract again for the same key, in one call and in a later one', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		const input = { fields: { name: '合同', customerId: customer.id }, idempotencyKey: 'form-1' };
		const first = (await crm.contracts.draft(inputsOf([input, input]))).map(valueOf);
		const [again] = (await crm.contracts.draft(inputsOf([input]))).map(valueOf);
		expect(new Set([...first, again].map(({ id }) => id)).size).toBe(1);
		expect(await crm.records.count('contract', {})).toBe(1);
	});

	it('refuses a lost opportunity', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		const opportunity = await crm.given.opportunity({ customerId: customer.id });
		await crm.sales.lose([{ item: 0, id: opportunity.id, reason: 'price' }]);
		const error = await failureOf(crm.contracts.draft([{ item: 0, fields: {}, opportunityId: opportunity.id }]));
		expect(error).toMatchObject({ code: 'Refused', field: 'opportunityId' });
	});

	it('takes no price over into another currency', async () => {
		const crm = openTestCrm({ partial: true });
		const customer = await crm.given.customer();
		const opportunity = await crm.given.opportunity({ customerId: customer.id, currency: 'CNY', amount: '100.00' });
		const opportunityId = opportunity.id;
		const outcomes = await crm.contracts.draft(
			inputsOf([
				{ fields: { currency: 'USD' }, opportunityId },
				{ fields: { currency: 'USD', amount: '14.00' }, opportunityId },
				{ fields: { currency: 'cny' }, opportunityId },
			]),
		);
		expect(errorOf(outcomes[0]).problems.map(({ field }) => field)).toEqual(['currency']);
		expect(outcomes.slice(1).map((outcome) => [valueOf(outcome).currency, valueOf(outcome).amount])).toEqual([
			['USD', '14.00'],
			['CNY', '100.00'],
		]);
		await crm.given.opportunityProduct({ opportunityId, productId: (await crm.given.product({ defaultPrice: '5.00' })).id });
		const [priced] = await crm.contracts.draft(inputsOf([{ fields: { currency: 'USD', amount: '1.00' }, opportunityId }]));
		expect(errorOf(priced).field).toBe('currency');
	});

	it('refuses an amount that its products do not come to', async () => {
		const crm = openTestCrm({ partial: true });
		const customer = await crm.given.customer();
		const product = await crm.given.product({ defaultPrice: '10.00' });
		const outcomes = await crm.contracts.draft(
			inputsOf(
				['99.00', '20'].map((amount) => ({
					fields: { name: '合同', customerId: customer.id, amount },
					lines: [{ productId: product.id, quantity: 2 }],
				})),
			),
		);
		expect(errorOf(outcomes[0]).problems).toEqual([
			{
				field: 'amount',
				message: {
					en: 'is 99.00, and the products come to 20.00: leave it empty, or correct the products',
					'zh-CN': '为 99.00，而产品明细合计为 20.00：请留空，或更正产品明细',
				},
			},
		]);
		expect(valueOf(outcomes[1]).amount).toBe('20.00');
	});

	it('names the first of many bad lines, and how many more there are', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		const lines = Array.from({ length: 5000 }, () => ({ productId: 'nobody' }));
		const error = await failureOf(crm.contracts.draft([{ item: 0, fields: { name: '合同', customerId: customer.id }, lines }]));
		expect(error.problems).toHaveLength(21);
		expect(error.problems[20]).toEqual({
			field: 'lines',
			place: { en: 'Products', 'zh-CN': '产品明细' },
			message: { en: 'have 4980 more problems like these', 'zh-CN': '另有 4980 个类似问题' },
		});
	});

	it('goes and comes back with its products', async () => {
		const crm = openTestCrm({ now: '2026-03-02T02:00:00Z' });
		const contract = await crm.given.contract();
		const kept = await crm.given.contractProduct({ contractId: contract.id });
		const gone = await crm.given.contractProduct({ contractId: contract.id });
		await crm.records.delete('contractProduct', [{ item: 0, id: gone.id }]);
		const { setNow } = await import('../../support/testCrm');
		setNow('2026-03-02T03:00:00Z');
		valueOf((await crm.records.delete('contract', [{ item: 0, id: contract.id }]))[0]);
		expect(await crm.records.count('contractProduct', {})).toBe(0);
		const product = { item: 0, id: String(kept.productId) };
		valueOf((await crm.records.delete('product', [product]))[0]);
		expect((await failureOf(crm.records.restore('contract', [{ item: 0, id: contract.id }]))).field).toBe('productId');
		valueOf((await crm.records.restore('product', [product]))[0]);
		expect(valueOf((await crm.records.restore('contract', [{ item: 0, id: contract.id }]))[0]).amount).toBe('100.00');
		expect((await crm.records.list('contractProduct', { limit: 5 })).records.map(({ id }) => id)).toEqual([kept.id]);
	});

	it('ends no earlier than it starts', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		const fields = { name: '合同', customerId: customer.id, startOn: '2026-04-02', endOn: '2026-04-01' };
		expect((await failureOf(crm.contracts.draft([{ item: 0, fields }]))).problems).toEqual([
			{ field: 'endOn', message: { en: 'is before the start date 2026-04-02', 'zh-CN': '早于开始日期 2026-04-02' } },
		]);
	});

	it('makes 2,000 contracts of two lines in a few statements', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		await crm.given.product({ code: 'A', defaultPrice: '10.00' });
		const line = { productId: 'A' };
		const inputs = Array.from({ length: 2000 }, (_, item) => ({
			item,
			fields: { name: `合同 ${item}`, customerId: customer.id },
			lines: [line, line],
		}));
		const one = await statementsOf(() => crm.contracts.draft(inputs.slice(0, 1)));
		let contracts: CrmRecord[] = [];
		const many = await statementsOf(async () => (contracts = (await crm.contracts.draft(inputs)).map(valueOf)));
		expect(contracts.at(-1)?.number).toMatch(/-002001$/);
		expect(await crm.records.count('contractProduct', {})).toBe(4002);
		// Rows go some hundreds to a statement; what is looked up goes once.
		expect(many - one).toBeLessThan(2000 / 4);
	}, 60_000);
});

describe('contract numbers', () => {
	const draft = async (crm: ReturnType<typeof openTestCrm>, customerId: unknown) =>
		valueOf((await crm.contracts.draft([{ item: 0, fields: { name: '合同', customerId } }]))[0]).number;

	it('begin anew each year, by the calendar where the company is', async () => {
		const crm = openTestCrm({ now: '2026-12-31T15:59:00Z' });
		const customer = await crm.given.customer();
		expect(await draft(crm, customer.id)).toBe('HT-2026-000001');
		const later = crm.as({});
		const { setNow } = await import('../../support/testCrm');
		setNow('2026-12-31T16:00:00Z');
		expect(await draft(later, customer.id)).toBe('HT-2027-000001');
		expect(await draft(crm.as({ timeZone: 'Europe/Berlin' }), customer.id)).toBe('HT-2027-000002');
		await crm.given.holidayCalendar({ timeZone: 'Europe/Berlin' });
		expect(await draft(crm.as({ timeZone: 'Asia/Shanghai' }), customer.id)).toBe('HT-2026-000002');
	});

	it('leave no gap when a transaction is undone, nor when many draft at once', async () => {
		const crm = openTestCrm({ now: '2026-05-01T00:00:00Z' });
		const customer = await crm.given.customer();
		const undone = crm.store.write(crm.context, async () => {
			await draft(crm, customer.id);
			throw new Error('undone');
		});
		await expect(undone).rejects.toThrow('undone');
		const numbers = await Promise.all(Array.from({ length: 20 }, () => draft(crm, customer.id)));
		expect(numbers.sort()).toEqual(Array.from({ length: 20 }, (_, i) => `HT-2026-${String(i + 1).padStart(6, '0')}`));
	});

	it('name a contract wherever an ID does, as people type them', async () => {
		const crm = openTestCrm({ now: '2026-05-01T00:00:00Z' });
		const contract = await crm.given.contract();
		const [found] = (await crm.records.get('contract', [{ item: 0, id: ' ht－2026－０００００1 ' }])).map(valueOf);
		expect(found.id).toBe(contract.id);
		const error = await failureOf(crm.contracts.step('sign', [{ item: 0, id: 'HT-2026-000099' }]));
		expect(error.text['zh-CN']).toBe('没有编号为 HT-2026-000099 的合同');
	});
});
