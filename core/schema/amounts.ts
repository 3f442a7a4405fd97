import { currencyCode, decimalsOf } from '../currencies';
import type { Problem } from '../errors';
import { amountOf, moneyOf } from '../money';
import type { Text } from '../text';
import { bad, fine, type Parsed } from './parsed';
import type { CrmObject, Field } from './types';

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
	const text = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '';
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

/** An amount in thousandths of its currency's unit, whatever its minor unit is: how amounts are compared. */
export function thousandthsOf(plain: string): number {
	const [whole, fraction = ''] = plain.split('.');
	return Number(`${whole}${fraction.slice(0, 3).padEnd(3, '0')}`);
}

/**
 * Reads an amount whose currency is not known yet. The value keeps the sign of the currency, for
 * {@link settleAmounts} to check.
 */
export function parseAmount(field: Field, raw: unknown): Parsed {
	const amount = readAmount(raw);
	if (!amount || (amount.sign && !isSign(amount.sign))) return bad('must be an amount such as 1200.50', '必须是金额，例如 1200.50');
	const { plain, sign } = amount;
	if (Math.abs(thousandthsOf(plain)) > largest) return { ok: false, problem: tooLarge };
	if ((plain.split('.')[1] ?? '').length > 3) return bad('has more than 3 decimals', '小数超过 3 位');
	if (field.minimum !== undefined && Number(plain) < field.minimum)
		return bad(`must be ${field.minimum} or more`, `不能小于 ${field.minimum}`);
	return fine(sign ? `${sign} ${plain}` : plain);
}

/** An amount of a filter in thousandths; the sign of a currency is not looked at. */
export const comparedAmount = (parsed: unknown): number => thousandthsOf(readAmount(parsed)?.plain ?? '');

export function parseCurrency(raw: unknown): Parsed {
	const code = typeof raw === 'string' && raw.length <= 20 ? currencyCode(raw.normalize('NFKC')) : undefined;
	return code ? fine(code) : bad('must be an ISO 4217 currency code such as CNY or USD', '必须是 ISO 4217 货币代码，例如 CNY、USD');
}

const amountFields = new WeakMap<CrmObject, readonly Field[]>();

/** The amounts that an object has. */
export function amountsOf(object: CrmObject): readonly Field[] {
	let fields = amountFields.get(object);
	if (!fields) amountFields.set(object, (fields = object.fields.filter(({ type }) => type === 'money')));
	return fields;
}

/**
 * Gives each amount in `fields` all decimals of its currency, which stands in `fields` or else in `before`: "1200.5" in
 * CNY becomes "1200.50". Where there is no currency yet the amount is left as it is.
 * @returns what is wrong: more decimals than the currency has, or the sign of another one
 */
export function settleAmounts(object: CrmObject, fields: Record<string, unknown>, before?: Readonly<Record<string, unknown>>): Problem[] {
	const problems: Problem[] = [];
	for (const { name, money = '' } of amountsOf(object)) {
		const currency = fields[money] === undefined ? before?.[money] : fields[money];
		const amount = readAmount(fields[name]);
		const decimals = decimalsOf(currency);
		if (!amount || decimals === undefined) continue;
		const problem = misfit(amount, String(currency), decimals);
		if (problem) problems.push({ field: name, message: problem });
		else fields[name] = amountOf(moneyOf(amount.plain, String(currency)));
	}
	return problems;
}

function misfit({ plain, sign }: Amount, currency: string, decimals: number): Text | undefined {
	if (Math.abs(thousandthsOf(plain)) > largest) return tooLarge;
	if (sign && !isSignOf(sign, currency)) return { en: `is not in ${currency}`, 'zh-CN': `不是 ${currency} 金额` };
	if ((plain.split('.')[1] ?? '').length <= decimals) return undefined;
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
