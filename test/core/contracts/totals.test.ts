import fc from 'fast-check';
import { chineseAmount } from '../../../core/chineseAmount';
import { beforePercent, amountOf, moneyOf, percentOf } from '../../../core/money';
import { errorOf, failureOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';

async function contractWith(crm: TestCrm, line: Record<string, unknown>, fields: Record<string, unknown> = {}) {
	const product = await crm.given.product({ defaultPrice: null, taxRate: 13 });
	const customer = await crm.given.customer();
	const input = { item: 0, fields: { name: '年度服务', customerId: customer.id, ...fields }, lines: [{ productId: product.id, ...line }] };
	const [outcome] = await crm.contracts.draft([input]);
	return outcome;
}

describe('the amounts of a contract', () => {
	it.each([
		// price, quantity, discount, tax rate, with tax in it; net, tax, total
		['100.00', 1, 0, 13, true, '88.50', '11.50', '100.00'],
		['0.01', 1, 0, 13, true, '0.01', '0.00', '0.01'],
		['0.05', 1, 50, 0, true, '0.03', '0.00', '0.03'],
		['33.33', 3, 0, 6, true, '94.33', '5.66', '99.99'],
		['100.00', 1, 0, 13, false, '100.00', '13.00', '113.00'],
		['0.05', 1, 0, 10, false, '0.05', '0.01', '0.06'],
		['19.99', 3, 12.5, 13, false, '52.47', '6.82', '59.29'],
		['0.0385', 1000, 0, 6, false, '38.50', '2.31', '40.81'],
		['99999999999.99', 1, 0, 0, true, '99999999999.99', '0.00', '99999999999.99'],
		['100000000000.00', 1, 0, 0, true, '100000000000.00', '0.00', '100000000000.00'],
	])(
		'are of %s × %s less %s %% at %s %% tax (in the price: %s) %s + %s = %s',
		async (unitPrice, quantity, discountPercent, taxRate, pricesIncludeTax, net, tax, total) => {
			const contract = valueOf(await contractWith(openTestCrm(), { unitPrice, quantity, discountPercent, taxRate }, { pricesIncludeTax }));
			expect(contract).toMatchObject({ netAmount: net, taxAmount: tax, amount: total, maxDiscountPercent: discountPercent });
		},
	);

	it('are refused beyond what an amount may be, with the field', async () => {
		const crm = openTestCrm({ partial: true });
		const outcome = await contractWith(crm, { unitPrice: '9000000000000.00', quantity: 2 });
		expect(errorOf(outcome).problems).toContainEqual({
			field: 'lines[0].lineTotal',
			place: { en: 'Product 1: Line Total', 'zh-CN': '第 1 个产品的价税合计' },
			message: { en: 'is larger than 9 trillion', 'zh-CN': '不能超过 9 万亿' },
		});
		expect(await crm.records.count('contract', {})).toBe(0);
	});

	it('are the sums of the lines, whatever these are, to the cent', async () => {
		const crm = openTestCrm();
		const product = await crm.given.product();
		const customer = await crm.given.customer();
		const line = fc.record({
			unitPrice: fc.integer({ min: 1, max: 10_000_000_000 }).map((minor) => (minor / 10_000).toFixed(4)),
			quantity: fc.oneof(
				fc.integer({ min: 1, max: 9999 }),
				fc.integer({ min: 1, max: 99_999 }).map((n) => n / 1000),
			),
			discountPercent: fc.integer({ min: 0, max: 1000 }).map((n) => n / 10),
			taxRate: fc.constantFrom(0, 1, 3, 6, 9, 13, 8.875),
		});
		const contracts = fc.sample(fc.tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean()), { numRuns: 60, seed: 20261123 });
		const inputs = contracts.map(([lines, pricesIncludeTax], item) => ({
			item,
			fields: { name: `合同 ${item}`, customerId: customer.id, pricesIncludeTax },
			lines: lines.map((one) => ({ ...one, productId: product.id })),
		}));
		const drafted = (await crm.contracts.draft(inputs)).map(valueOf);
		const { records } = await crm.records.list('contractProduct', { limit: 500, sort: [{ field: 'id', direction: 'asc' }] });
		const minor = (amount: unknown) => BigInt(String(amount).replace('.', ''));
		for (const contract of drafted) {
			const own = records.filter(({ contractId }) => contractId === contract.id);
			const sum = (field: string) => own.reduce((total, one) => total + minor(one[field]), 0n);
			expect([minor(contract.netAmount), minor(contract.taxAmount), minor(contract.amount)]).toEqual([
				sum('lineNet'),
				sum('lineTax'),
				sum('lineTotal'),
			]);
			for (const one of own) expect(minor(one.lineNet) + minor(one.lineTax)).toBe(minor(one.lineTotal));
		}
		expect(drafted).toHaveLength(60);
	});

	it('follow when a product is changed, added or taken away, and are empty without products', async () => {
		const crm = openTestCrm();
		const contract = await crm.given.contract();
		const product = await crm.given.product({ defaultPrice: '100.00', taxRate: 13 });
		const line = await crm.given.contractProduct({ contractId: contract.id, productId: product.id, quantity: 2 });
		const now = async () => valueOf((await crm.records.get('contract', [{ item: 0, id: contract.id }]))[0]);
		expect(await now()).toMatchObject({ amount: '200.00', netAmount: '176.99', taxAmount: '23.01' });
		await crm.records.update('contractProduct', [{ item: 0, id: line.id, fields: { discountPercent: 10 } }]);
		expect(await now()).toMatchObject({ amount: '180.00', discountAmount: '20.00', maxDiscountPercent: 10 });
		expect((await failureOf(crm.records.update('contract', [{ item: 0, id: contract.id, fields: { amount: '1.00' } }]))).field).toBe(
			'amount',
		);
		await crm.records.delete('contractProduct', [{ item: 0, id: line.id }]);
		expect(await now()).toMatchObject({ amount: null, netAmount: null, maxDiscountPercent: 0 });
	});

	it('move with a product that is moved to another contract', async () => {
		const crm = openTestCrm();
		const [from, to] = [await crm.given.contract(), await crm.given.contract()];
		const line = await crm.given.contractProduct({ contractId: from.id, quantity: 2 });
		valueOf((await crm.records.update('contractProduct', [{ item: 0, id: line.id, fields: { contractId: to.id } }]))[0]);
		const [left, taken] = (
			await crm.records.get(
				'contract',
				[from, to].map(({ id }, item) => ({ item, id })),
			)
		).map(valueOf);
		expect([left.amount, taken.amount]).toEqual([null, '200.00']);
	});

	it('tell a discount that stands in a low price', async () => {
		const crm = openTestCrm();
		const contract = await crm.given.contract();
		const product = await crm.given.product({ defaultPrice: '10000.00' });
		const line = await crm.given.contractProduct({ contractId: contract.id, productId: product.id, unitPrice: '1.00' });
		const most = async () => valueOf((await crm.records.get('contract', [{ item: 0, id: contract.id }]))[0]).maxDiscountPercent;
		expect([line.listPrice, await most()]).toEqual(['10000.00', 99.99]);
		await crm.records.update('contractProduct', [{ item: 0, id: line.id, fields: { unitPrice: '9000.00', discountPercent: 10 } }]);
		expect(await most()).toBe(19);
		await crm.records.update('contractProduct', [{ item: 0, id: line.id, fields: { unitPrice: '12000.00' } }]);
		expect(await most()).toBe(10);
	});

	it('that grow too large fail the lines of that contract alone', async () => {
		const crm = openTestCrm({ partial: true });
		const product = await crm.given.product();
		const [large, small] = [await crm.given.contract(), await crm.given.contract()];
		const outcomes = await crm.records.create(
			'contractProduct',
			[large, large, small].map(({ id }, item) => ({
				item,
				fields: { contractId: id, productId: product.id, quantity: 1, unitPrice: id === large.id ? '9000000000000.00' : '1.00' },
			})),
		);
		expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, true]);
		expect(errorOf(outcomes[0]).field).toBe('amount');
		expect(await crm.records.count('contractProduct', {})).toBe(1);
	});

	it('has percentages rounded half up', () => {
		expect(amountOf(percentOf(moneyOf('0.05', 'CNY'), 10))).toBe('0.01');
		expect(amountOf(beforePercent(moneyOf('113.00', 'CNY'), 13))).toBe('100.00');
		expect(amountOf(beforePercent(moneyOf('1', 'JPY'), '8.875'))).toBe('1');
	});
});

describe('an amount in capital numerals', () => {
	it.each([
		['0.00', '零元整'],
		['0.05', '伍分'],
		['0.50', '伍角整'],
		['1.00', '壹元整'],
		['10.00', '壹拾元整'],
		['1200.05', '壹仟贰佰元零伍分'],
		['1234.56', '壹仟贰佰叁拾肆元伍角陆分'],
		['10500.00', '壹万零伍佰元整'],
		['100000.00', '壹拾万元整'],
		['101010.10', '壹拾万壹仟零壹拾元壹角整'],
		['100000001.00', '壹亿零壹元整'],
		['100010000.00', '壹亿零壹万元整'],
		['20000000000.00', '贰佰亿元整'],
		['100000000000.00', '壹仟亿元整'],
		['1000000000000.00', '壹万亿元整'],
		['1000100000000.00', '壹万零壹亿元整'],
		['9007199254740.99', '玖万零柒拾壹亿玖仟玖佰贰拾伍万肆仟柒佰肆拾元玖角玖分'],
	])('%s is %s', (amount, words) => expect(chineseAmount(amount)).toBe(words));
});
