import { decimalsOf } from './currencies';
import type { Locale } from './text';

/**
 * An amount of one currency: a whole number of its minor units (fen, cents). Arithmetic is exact; what does not come
 * out even is rounded half up (away from zero), once.
 */
export interface Money {
	readonly minor: bigint;
	/** ISO 4217. */
	readonly currency: string;
}

/** A decimal number as it is written: `digits` without the point, `places` of them after it. */
interface Decimal {
	readonly digits: bigint;
	readonly places: number;
}

const decimalPattern = /^([-+]?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/i;

/** Reads a number as it is written, so that 0.1 is a tenth and not the nearest binary fraction. */
function decimalOf(value: number | string): Decimal {
	const match = decimalPattern.exec(String(value));
	if (!match) throw new Error('not a decimal number');
	const [, sign, whole, fraction = '', exponent = '0'] = match;
	const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
	const places = fraction.length - Number(exponent);
	return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

const sizeOf = (value: bigint) => (value < 0n ? -value : value);

/** `value` / `by`, rounded half up; `by` is above zero. */
function divide(value: bigint, by: bigint): bigint {
	const rounded = (2n * sizeOf(value) + by) / (2n * by);
	return value < 0n ? -rounded : rounded;
}

/** A number of so many decimals as one of `to` decimals, rounded half up where it has fewer. */
function toPlaces(digits: bigint, places: number, to: number): bigint {
	return to < places ? divide(digits, 10n ** BigInt(places - to)) : digits * 10n ** BigInt(to - places);
}

function placesOf(currency: string): number {
	const places = decimalsOf(currency);
	if (places === undefined) throw new Error(`not a currency: ${currency}`);
	return places;
}

/** The amount that a decimal text says. @throws Error when it has more decimals than its currency */
export function moneyOf(amount: string, currency: string): Money {
	const { digits, places } = decimalOf(amount);
	const missing = placesOf(currency) - places;
	if (missing < 0) throw new Error(`more decimals than ${currency} has`);
	return { minor: digits * 10n ** BigInt(missing), currency };
}

function writeDecimal({ digits, places }: Decimal): string {
	const text = String(sizeOf(digits)).padStart(places + 1, '0');
	const whole = text.slice(0, text.length - places);
	return `${digits < 0n ? '-' : ''}${whole}${places > 0 ? `.${text.slice(-places)}` : ''}`;
}

/** A finite number as people write it, without an exponent: 5e-7 is "0.0000005". */
export const plainNumber = (value: number): string => writeDecimal(decimalOf(value));

/** The decimal text of an amount, with all decimals of its currency: "1200.50". */
export const amountOf = ({ minor, currency }: Money): string => writeDecimal({ digits: minor, places: placesOf(currency) });

/** The sum of amounts of one currency; zero of it when there are none. @throws Error when one is of another currency */
export function addMoney(currency: string, amounts: readonly Money[]): Money {
	const stray = amounts.find((amount) => amount.currency !== currency);
	if (stray) throw new Error(`cannot add ${stray.currency} to ${currency}`);
	return { minor: amounts.reduce((sum, { minor }) => sum + minor, 0n), currency };
}

/** What one unit of a product costs: a decimal text, which may be finer than the minor unit of its currency. */
export interface UnitPrice {
	readonly unitPrice: string;
	readonly currency: string;
}

/** Decimals that a unit price may have beyond those of its currency: screws and text messages cost parts of a cent. */
const finer = 4;

/** How many decimals a unit price may have in a currency that has `decimals`. */
export const priceDecimals = (decimals: number): number => decimals + finer;

/** The decimal text of a unit price, with all decimals of its currency and no zeros behind them: "80.50", "0.0385". */
export function writePrice({ unitPrice, currency }: UnitPrice): string {
	const [whole, fraction = ''] = unitPrice.split('.');
	const decimals = fraction.replace(/0+$/, '').padEnd(placesOf(currency), '0');
	return `${whole.replace(/^0+(?=\d)/, '')}${decimals && '.'}${decimals}`;
}

/** What a quantity costs at a unit price, less some percent of it; rounded once, at the end. */
export function costOf({ unitPrice, currency }: UnitPrice, quantity: number | string, percentOff: number | string = 0): Money {
	const [price, times, off] = [unitPrice, quantity, percentOff].map(decimalOf);
	const left = 100n * 10n ** BigInt(off.places) - off.digits;
	const places = price.places + times.places + off.places + 2;
	return { minor: toPlaces(price.digits * times.digits * left, places, placesOf(currency)), currency };
}

/** A percentage as a fraction of whole numbers. */
function fractionOf(percent: number | string): { readonly part: bigint; readonly whole: bigint } {
	const { digits, places } = decimalOf(percent);
	return { part: digits, whole: 100n * 10n ** BigInt(places) };
}

/** So many percent of an amount; rounded once. */
export function percentOf({ minor, currency }: Money, percent: number | string): Money {
	const { part, whole } = fractionOf(percent);
	return { minor: divide(minor * part, whole), currency };
}

/** What an amount was before so many percent of that were added to it; rounded once. */
export function beforePercent({ minor, currency }: Money, percent: number | string): Money {
	const { part, whole } = fractionOf(percent);
	return { minor: divide(minor * whole, whole + part), currency };
}

/** An amount less another one of its currency. */
export const subtractMoney = ({ minor, currency }: Money, less: Money): Money => ({ minor: minor - less.minor, currency });

/** An amount in another currency, at a rate that says how much of it one unit of the amount's own is; rounded once. */
export function convertMoney({ minor, currency }: Money, rate: string, to: string): Money {
	const times = decimalOf(rate);
	return { minor: toPlaces(minor * times.digits, times.places + placesOf(currency), placesOf(to)), currency: to };
}

/** Splits an amount by whole-number weights. Nothing is lost: the first shares get one minor unit more where it does not come out even. */
export function allocateMoney({ minor, currency }: Money, weights: readonly number[]): Money[] {
	const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
	if (total <= 0n || weights.some((weight) => weight < 0)) throw new Error('weights must be whole numbers, not all zero');
	const size = sizeOf(minor);
	const shares = weights.map((weight) => (size * BigInt(weight)) / total);
	let rest = size - shares.reduce((sum, share) => sum + share, 0n);
	return shares.map((share, i) => {
		const extra = rest > 0n && weights[i] > 0 ? 1n : 0n;
		rest -= extra;
		return { minor: (minor < 0n ? -1n : 1n) * (share + extra), currency };
	});
}

/** How people read an amount: ¥1,200.50 in Chinese, CN¥1,200.50 in English. */
export function formatMoney(money: Money, locale: Locale): string {
	const style = new Intl.NumberFormat(locale, {
		style: 'currency',
		currency: money.currency,
		minimumFractionDigits: placesOf(money.currency),
		maximumFractionDigits: placesOf(money.currency),
	});
	return style.format(amountOf(money) as `${number}`);
}
