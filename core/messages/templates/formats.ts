import { decimalsOf } from '../../currencies';
import type { Locale } from '../../text';
import { TemplateFault } from './fault';

/** Who reads what is rendered. */
export interface Reading {
	readonly locale: Locale;
	/** IANA name. */
	readonly timeZone: string;
}

const made = new Map<string, unknown>();

/** Intl's formatters take longer to make than to use; few kinds of them are in use. */
function kept<Format>(key: string, make: () => Format): Format {
	const found = made.get(key) as Format | undefined;
	if (found !== undefined) return found;
	if (made.size >= 100) made.clear();
	const format = make();
	made.set(key, format);
	return format;
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === '';

const decimal = /^[-+]?\d{1,30}(\.\d{1,20})?$/;

/** A decimal text as Intl takes it: exactly. */
function decimalText(value: unknown, helper: string): string {
	const text = String(value).trim();
	if (typeof value === 'object' || !decimal.test(text))
		throw new TemplateFault({ en: `What {{${helper} …}} is given is no number`, 'zh-CN': `{{${helper} …}} 的参数不是数字` });
	return text;
}

/** An amount with the sign of its currency, CNY unless another one is given: ¥1,200.50. */
export function readMoney({ locale }: Reading, amount: unknown, currency: unknown): string {
	if (isBlank(amount)) return '';
	const code = typeof currency === 'string' && currency !== '' ? currency : 'CNY';
	if (decimalsOf(code) === undefined)
		throw new TemplateFault({ en: 'What {{money …}} is given second is no currency', 'zh-CN': '{{money …}} 的第二个参数不是货币代码' });
	const format = kept(`money ${locale} ${code}`, () => new Intl.NumberFormat(locale, { style: 'currency', currency: code }));
	return format.format(decimalText(amount, 'money') as `${number}`);
}

export function numberText({ locale }: Reading, value: unknown): string {
	if (isBlank(value)) return '';
	const format = kept(`number ${locale}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }));
	return format.format(decimalText(value, 'number') as `${number}`);
}

const dayOnly = /^\d{4}-\d{2}-\d{2}$/;

/** A date as people write it: 2026年3月2日, March 2, 2026; with the time of day where that is asked for. */
export function dateFormat({ locale, timeZone }: Reading, value: unknown, style: 'date' | 'dateTime'): string {
	if (isBlank(value)) return '';
	const time = typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined;
	if (!time || Number.isNaN(time.getTime()))
		throw new TemplateFault({ en: `What {{${style} …}} is given is no date`, 'zh-CN': `{{${style} …}} 的参数不是日期` });
	// A date without a time is the same day everywhere.
	const zone = dayOnly.test(String(value)) ? 'UTC' : timeZone;
	const format = kept(
		`${style} ${locale} ${zone}`,
		() => new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...(style === 'dateTime' && { timeStyle: 'short' }), timeZone: zone }),
	);
	return format.format(time);
}

/** Chinese family names of two characters that are in use; all others have one. */
const doubleNames = [
	'欧阳',
	'司马',
	'上官',
	'诸葛',
	'东方',
	'皇甫',
	'尉迟',
	'公孙',
	'慕容',
	'令狐',
	'宇文',
	'长孙',
	'司徒',
	'夏侯',
	'端木',
	'南宫',
];

const han = /^\p{Script=Han}{2,4}$/u;

/** How a person is addressed: 王先生 and Mr Wang where a title is given, and the name itself without one. */
export function nameWith({ locale }: Reading, value: unknown, title: unknown): string {
	const name = typeof value === 'string' ? value.trim() : '';
	if (name === '' || typeof title !== 'string' || title === '') return name;
	if (han.test(name)) {
		const family = doubleNames.find((double) => name.startsWith(double)) ?? name.slice(0, 1);
		return `${family}${title}`;
	}
	return locale === 'zh-CN' ? `${name}${title}` : `${title} ${name.split(/\s+/).at(-1) ?? name}`;
}
