import fc from 'fast-check';

import { currencyCode, decimalsOf } from '../../core/currencies';
import { addMoney, allocateMoney, amountOf, costOf, formatMoney, moneyOf, plainNumber } from '../../core/money';

const currencies = fc.constantFrom('CNY', 'USD', 'JPY', 'KWD');
const money = fc
	.record({ minor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), currency: currencies })
	.map(({ minor, currency }) => ({ minor, currency }));

describe('an amount', () => {
	it('is the same after it was written and read, whatever it is', () => {
		fc.assert(fc.property(money, (amount) => expect(moneyOf(amountOf(amount), amount.currency)).toEqual(amount)));
	});

	it('is what a number says, however small or large it is', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => expect(Number(plainNumber(value))).toBe(value + 0)),
		);
		expect([5e-7, 1e21, -2.5e-10].map(plainNumber)).toEqual(['0.0000005', '1000000000000000000000', '-0.00000000025']);
	});

	it.each([
		['CNY', '1200.5', '1200.50'],
		['CNY', '-0.05', '-0.05'],
		['JPY', '1200', '1200'],
		['KWD', '1.2', '1.200'],
	])('in %s is written with its decimals: %s is %s', (currency, given, shown) => {
		expect(amountOf(moneyOf(given, currency))).toBe(shown);
	});

	it.each([
		['JPY', '1.5'],
		['CNY', '1.005'],
		['KWD', '1.0005'],
		['XXX', '1'],
		['CNY', 'ten'],
	])('in %s cannot be %s', (currency, given) => {
		expect(() => moneyOf(given, currency)).toThrow(/decimal|currency/);
	});
});

describe('arithmetic', () => {
	it('adds without losing anything, and never adds two currencies', () => {
		fc.assert(
			fc.property(currencies, fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })), (currency, minors) => {
				const sum = addMoney(
					currency,
					minors.map((minor) => ({ minor, currency })),
				);
				expect(sum).toEqual({ minor: minors.reduce((a, b) => a + b, 0n), currency });
			}),
		);
		expect(() => addMoney('CNY', [moneyOf('1', 'USD')])).toThrow('cannot add USD to CNY');
	});

	it.each([
		['0.05', 0.1, 0, '0.01'],
		['0.04', 0.1, 0, '0.00'],
		['-0.05', 0.1, 0, '-0.01'],
		['1.15', 3, 0, '3.45'],
		['1.005e2', 1, 0, '100.50'],
		['19.99', 0.333333, 0, '6.66'],
		['100.00', 1, 33.3, '66.70'],
		['0.10', 3, 12.5, '0.26'],
		['99.99', 1e-7, 0, '0.00'],
		['9999999999.99', 1e9, 0, '9999999999990000000.00'],
		['100.00', 7, 100, '0.00'],
		['0.0385', 13, 0, '0.50'],
		['0.0385', 1, 0, '0.04'],
		['0.000499', 10, 0, '0.00'],
		['7', 1, 0, '7.00'],
	])('%s × %s less %s %% is %s, rounded half up once', (price, quantity, off, total) => {
		expect(amountOf(costOf({ unitPrice: price, currency: 'CNY' }, quantity, off))).toBe(total);
	});

	it('is never off by more than half a minor unit, whatever price, quantity and discount', () => {
		const hundredths = (max: number) => fc.integer({ min: 0, max });
		fc.assert(
			fc.property(hundredths(1_000_000_000), hundredths(10_000_000), hundredths(10_000), (price, quantity, off) => {
				const unitPrice = `${Math.floor(price / 1e6)}.${String(price % 1e6).padStart(6, '0')}`;
				const got = costOf({ unitPrice, currency: 'CNY' }, quantity / 100, off / 100).minor;
				const exact = BigInt(price) * BigInt(quantity) * BigInt(10_000 - off);
				const error = got * 10n ** 10n - exact;
				expect(error > -5n * 10n ** 9n && error <= 5n * 10n ** 9n).toBe(true);
			}),
		);
	});

	it('shares an amount out without losing a minor unit, each share within one of its part', () => {
		fc.assert(
			fc.property(money, fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }), (amount, weights) => {
				fc.pre(weights.some((weight) => weight > 0));
				const shares = allocateMoney(amount, weights);
				expect(addMoney(amount.currency, shares)).toEqual(amount);
				const total = BigInt(weights.reduce((a, b) => a + b, 0));
				for (const [i, share] of shares.entries()) {
					const distance = share.minor * total - amount.minor * BigInt(weights[i]);
					expect(distance <= total && distance >= -total).toBe(true);
				}
			}),
		);
		expect(allocateMoney(moneyOf('100', 'CNY'), [1, 1, 1]).map(amountOf)).toEqual(['33.34', '33.33', '33.33']);
		expect(() => allocateMoney(moneyOf('1', 'CNY'), [0, 0])).toThrow('weights');
	});
});

it('is shown the way people write it', () => {
	expect(formatMoney(moneyOf('1200.5', 'CNY'), 'zh-CN')).toBe('¥1,200.50');
	expect(formatMoney(moneyOf('1200.5', 'CNY'), 'en')).toBe('CN¥1,200.50');
	expect(formatMoney(moneyOf('1200', 'JPY'), 'zh-CN')).toMatch(/1,200$/);
	expect(formatMoney(moneyOf('9007199254740.991', 'KWD'), 'en')).toMatch(/9,007,199,254,740\.991$/);
});

it.each([
	['cny', 'CNY'],
	['RMB', 'CNY'],
	['人民币', 'CNY'],
	['XAU', undefined],
	['constructor', undefined],
])('knows the currency that %s means', (typed, code) => {
	expect(currencyCode(typed)).toBe(code);
	expect(decimalsOf('JPY')).toBe(0);
});
