import { currencyCode, decimalsOf } from '../currencies';
import type { Problem } from '../errors';
import { amountOf, moneyOf, plainNumber, priceDecimals, writePrice } from '../money';
import type { Text } from '../text';
import { bad, fine, type Parsed } from './parsed';
import type { CrmObject, Field, FieldType } from './types';

const dollars = 'USD AUD CAD HKD SGD NZD TWD MOP MXN BRL';

/** The currencies that a sign stands for. Letters are codes. */
const signs: Readonly<Record<string, string>> = { '¥': 'CNY JPY', $: dollars, US$: 'USD', HK$: 'HKD', NT$: 'TWD', '€': 'EUR', '£': 'GBP' };

const amountPattern = /^([-+]?)\s*([^\d\s.,+-]*)\s*([-+]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([^\d\s.,+-]*)$/;

interface Amount {
	/** Plain decimal text: no sign of a currency, no separators, no zeros that say nothing. */
	readonly plain: string;
	/** The currency it names, as it was written; '' when it names none. */
	readonly sign: string;
}

/** Reads 1200.5, "1,200.50", "¥1,200.50", "USD 1,200.50" and "1200.5元". Undefined for what is no amount. */
function readAmount(raw: unknown): Amount | undefined {
	const given = Number.isFinite(raw) ? plainNumber(raw as number) : raw;
	const text = typeof given === 'string' ? given : '';
	const match = text.length <= 60 ? amountPattern.exec(text.normalize('NFKC').trim()) : null;
	if (!match) return undefined;
	const [, minus, before, minusInside, digits, after] = match;
	if ((minus && minusInside) || (before && after)) return undefined;
	const [whole, fraction = ''] = digits.replaceAll(',', '').split('.');
	const plain = [whole.replace(/^0+(?=\d)/, ''), fraction.replace(/0+$/, '')].filter((part) => part !== '').join('.');
	return { plain: `${minus + minusInside === '-' && plain !== '0' ? '-' : ''}${plain}`, sign: (before || after).toUpperCase() };
}

const isSignOf = (sign: string, currency: string): boolean =>
	Object.hasOwn(signs, sign) ? signs[sign].split(' ').includes(currency) : currencyCode(sign) === currency;

/** Whether an amount names no currency, or this one. */
export function fitsCurrency(raw: unknown, currency: unknown): boolean {
	const sign = readAmount(raw)?.sign ?? '';
	return sign === '' || isSignOf(sign, String(currency));
}

const isSign = (sign: string): boolean => Object.hasOwn(signs, sign) || currencyCode(sign) !== undefined;

/** More than any amount has: 9 trillion, of which thousandths are still whole numbers that are exact. */
const largest = Number.MAX_SAFE_INTEGER;

const tooLarge: Text = { en: 'is larger than 9 trillion', 'zh-CN': '不能超过 9 万亿' };

/** The most decimals that a currency has. */
const mostDecimals = 3;

/** An amount in thousandths of its currency's unit, whatever its minor unit is. */
function thousandthsOf(plain: string): number {
	const [whole, fraction = ''] = plain.split('.');
	return Number(`${whole}${fraction.slice(0, mostDecimals).padEnd(mostDecimals, '0')}`);
}

/** Whether a field holds an amount of money, of whatever fineness. */
export const isAmount = (type: FieldType): boolean => type === 'money' || type === 'price';

/** How many decimals a value of a field may have in a currency that has `decimals`. */
const decimalsFor = ({ type }: Field, decimals: number): number => (type === 'price' ? priceDecimals(decimals) : decimals);

const wholeDigits = String(largest).length - mostDecimals;

/** A unit price as its column holds it: with so many digits before and behind the point that texts sort like the numbers. */
export function sortablePrice(price: string): string {
	const [whole, fraction = ''] = price.split('.');
	return `${whole.padStart(wholeDigits, '0')}.${fraction.padEnd(priceDecimals(mostDecimals), '0')}`;
}

/** What is compared of a value of a record: amounts of all currencies alike. */
export const comparedAmount = (type: FieldType, plain: string): number | string =>
	type === 'price' ? sortablePrice(plain) : thousandthsOf(plain);

const decimalsIn = (plain: string): number => plain.split('.')[1]?.length ?? 0;

/**
 * Reads an amount whose currency is not known yet. The value keeps the sign of the currency, for
 * {@link settleAmounts} to check.
 */
export function parseAmount(field: Field, raw: unknown): Parsed {
	const amount = readAmount(raw);
	if (!amount || (amount.sign && !isSign(amount.sign))) return bad('must be an amount such as 1200.50', '必须是金额，例如 1200.50');
	const { plain, sign } = amount;
	if (Math.abs(thousandthsOf(plain)) > largest) return { ok: false, problem: tooLarge };
	const decimals = decimalsFor(field, mostDecimals);
	if (decimalsIn(plain) > decimals) return bad(`has more than ${decimals} decimals`, `小数超过 ${decimals} 位`);
	if (field.minimum !== undefined && Number(plain) < field.minimum)
		return bad(`must be ${field.minimum} or more`, `不能小于 ${field.minimum}`);
	return fine(sign ? `${sign} ${plain}` : plain);
}

/** The same of an amount of a filter; the sign of a currency is not looked at. */
export const wantedAmount = ({ type }: Field, parsed: unknown): number | string => comparedAmount(type, readAmount(parsed)?.plain ?? '');

export function parseCurrency(raw: unknown): Parsed {
	const code = typeof raw === 'string' && raw.length <= 20 ? currencyCode(raw.normalize('NFKC')) : undefined;
	return code ? fine(code) : bad('must be an ISO 4217 currency code such as CNY or USD', '必须是 ISO 4217 货币代码，例如 CNY、USD');
}

const amountFields = new WeakMap<CrmObject, readonly Field[]>();

/** The amounts that an object has. */
export function amountsOf(object: CrmObject): readonly Field[] {
	let fields = amountFields.get(object);
	if (!fields) amountFields.set(object, (fields = object.fields.filter(({ type }) => isAmount(type))));
	return fields;
}

/**
 * Gives each amount in `fields` all decimals of its currency, which stands in `fields` or else in `before`: "1200.5" in
 * CNY becomes "1200.50". Where there is no currency yet the amount is left as it is.
 * @returns what is wrong: more decimals than the currency has, or the sign of another one
 */
export function settleAmounts(object: CrmObject, fields: Record<string, unknown>, before?: Readonly<Record<string, unknown>>): Problem[] {
	const problems: Problem[] = [];
	for (const field of amountsOf(object)) {
		const { name, money = '' } = field;
		const currency = fields[money] === undefined ? before?.[money] : fields[money];
		const amount = readAmount(fields[name]);
		if (!amount || decimalsOf(currency) === undefined) continue;
		const problem = misfit(field, amount, String(currency));
		if (problem) problems.push({ field: name, message: problem });
		else fields[name] = written(field, amount.plain, String(currency));
	}
	return problems;
}

const written = ({ type }: Field, plain: string, currency: string): string =>
	type === 'price' ? writePrice({ unitPrice: plain, currency }) : amountOf(moneyOf(plain, currency));

function misfit(field: Field, { plain, sign }: Amount, currency: string): Text | undefined {
	if (Math.abs(thousandthsOf(plain)) > largest) return tooLarge;
	if (sign && !isSignOf(sign, currency)) return { en: `is not in ${currency}`, 'zh-CN': `不是 ${currency} 金额` };
	const decimals = decimalsFor(field, decimalsOf(currency) ?? 0);
	if (decimalsIn(plain) <= decimals) return undefined;
	if (field.type === 'price')
		return {
			en: `has more than the ${decimals} decimals of a unit price in ${currency}`,
			'zh-CN': `小数位数超过 ${currency} 单价的 ${decimals} 位`,
		};
	return decimals === 0
		? { en: `must be a whole number: ${currency} has no decimals`, 'zh-CN': `必须是整数：${currency} 没有小数` }
		: { en: `has more than the ${decimals} decimals of ${currency}`, 'zh-CN': `小数位数超过 ${currency} 的 ${decimals} 位` };
}

/** What keeps the amounts of a whole record from being stored; settles those that can be. */
export function amountProblems(object: CrmObject, record: Record<string, unknown>): Problem[] {
	const unpaid = amountsOf(object).filter(({ name, money = '' }) => record[name] != null && record[money] == null);
	const missing = unpaid.map(({ money = '' }) => ({
		field: money,
		message: { en: 'is needed, as there is an amount', 'zh-CN': '填写了金额时为必填项' },
	}));
	return [...missing, ...settleAmounts(object, record)];
}
