import type { Text } from '../text';
import { accepted, INVISIBLE, type Normalised, refused } from './result';

/** Characters as typed; the longest E.164 number with separators and an extension stays well below. */
const MAX_LENGTH = 60;

/** At most six digits: a longer tail is a second number, not an extension. */
const EXTENSION = /(?:转分机|分机号|分机|转|;ext=|extension|ext|x|#|,+)[\s.:=#-]*(\d{1,6})[)\]】]?$/i;

/** 021-62345678-123: how a switchboard and its extension are usually written in China. */
const DASHED_EXTENSION = /^(.*\d)-(\d{1,6})$/;

/** How nearly every number comes; it needs no folding, and the shortcut halves the time. */
const PLAIN = /^\+?\d[\d -]*$/;

/**
 * Ranges of Chinese mobile numbers as the library knows them, and a test holds them against it: nearly every number is
 * one, and asking the library takes a hundred times as long. What is outside is the library's to judge.
 */
const CHINESE_MOBILE = /^(?:\+?86)?(1(?:3\d|4[57]|5[0-35-9]|6[67]|7[35-8]|8\d|9[0-35-9])\d{8})$/;

const PROBLEMS = {
	tooLong: { en: `is longer than ${MAX_LENGTH} characters`, 'zh-CN': `超过 ${MAX_LENGTH} 个字符` },
	noDigits: { en: 'contains no digits', 'zh-CN': '不含数字' },
	several: { en: 'must be one number, not several', 'zh-CN': '只能填写一个号码' },
	letters: { en: 'contains letters: a phone number has digits only', 'zh-CN': '含有文字或字母：电话号码只能由数字组成' },
	characters: {
		en: 'contains characters that do not belong in a phone number',
		'zh-CN': '含有电话号码中不应出现的字符',
	},
	invalid: {
		en: 'is not a valid phone number: a landline needs its area code (010-…), a number abroad its country code (+852 …)',
		'zh-CN': '不是有效的电话号码：固定电话须加区号（010-…），境外号码须加国家或地区代码（+852 …）',
	},
	notMobile: { en: 'is not a mobile number', 'zh-CN': '不是手机号码' },
} satisfies Record<string, Text>;

/**
 * A phone number in E.164, with an extension as in RFC 3966: `+861062345678;ext=123`. Its own results come out
 * unchanged.
 *
 * Understands full-width digits and punctuation, separators, the prefixes +86, 0086 and 86, landlines with area
 * code, 400 numbers, numbers of other countries after + or 00, and extensions after 转, 分机, ext, x, # or a last
 * dash. What is valid, and what a mobile: Google's libphonenumber with its `max` metadata (the smaller sets accept
 * Chinese numbers that cannot exist).
 *
 * `mobile`: only a mobile number without extension; where a country's plan does not tell mobiles from landlines
 * (+1 and others), every number of that kind passes.
 */
export function normalisePhone(raw: string, options: { readonly mobile: boolean; readonly region?: 'CN' }): Normalised {
	if (raw.length > MAX_LENGTH) return refused(PROBLEMS.tooLong);
	const chinese = CHINESE_MOBILE.exec(raw);
	if (chinese) return accepted(`+86${chinese[1]}`);
	const typed = PLAIN.test(raw) ? { number: raw } : split(raw);
	const problem = problemOf(typed.number);
	if (problem) return refused(problem);
	const region = options.region ?? 'CN';
	const found = parse(typed, region) ?? parseDashed(typed, region);
	if (!found) return refused(PROBLEMS.invalid);
	if (options.mobile && (found.extension || !found.mobile)) return refused(PROBLEMS.notMobile);
	return accepted(found.extension ? `${found.e164};ext=${found.extension}` : found.e164);
}

/** What is dialled, as typed, and the extension behind it. */
interface Typed {
	readonly number: string;
	readonly extension?: string;
}

interface Found {
	readonly e164: string;
	readonly extension?: string;
	/** May be a mobile number. */
	readonly mobile: boolean;
}

function split(raw: string): Typed {
	const typed = raw
		.normalize('NFKC')
		.replace(INVISIBLE, '')
		.replace(/\p{Pd}/gu, '-')
		.trim();
	const extension = EXTENSION.exec(typed);
	return extension ? { number: typed.slice(0, extension.index), extension: extension[1] } : { number: typed };
}

function problemOf(number: string): Text | undefined {
	if (PLAIN.test(number)) return undefined;
	if (/\p{L}/u.test(number)) return PROBLEMS.letters;
	if (!/\d/.test(number)) return PROBLEMS.noDigits;
	if (/\d.*[/,;、|].*\d/s.test(number)) return PROBLEMS.several;
	if (/[^\d\s+()[\]【】.·-]|[\d+].*\+/s.test(number)) return PROBLEMS.characters;
	return undefined;
}

function parse({ number, extension }: Typed, region: 'CN'): Found | undefined {
	const found = loadLibrary()(dialled(number), { defaultCountry: region, extract: false });
	const type = found?.getType();
	// A number without a type fits no range of its country's plan.
	if (!found || type === undefined) return undefined;
	return { e164: found.number, extension, mobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' };
}

/** Digits only, after + when the country code stands in front, as in "+86 …" and "0086 …". */
function dialled(number: string): string {
	const digits = number.replace(/\D/g, '');
	return number.includes('+') || digits.startsWith('00') ? `+${digits.replace(/^00/, '')}` : digits;
}

function parseDashed(typed: Typed, region: 'CN'): Found | undefined {
	const parts = typed.extension ? null : DASHED_EXTENSION.exec(typed.number);
	const found = parts ? parse({ number: parts[1], extension: parts[2] }, region) : undefined;
	// A mobile has no switchboard behind it: the digits after the dash are a typing mistake.
	return found?.mobile ? undefined : found;
}

type Parse = typeof import('libphonenumber-js/max').parsePhoneNumberFromString;
let library: Parse | undefined;

/** The metadata takes 100 ms to load: at the first number, not at n8n's start. */
function loadLibrary(): Parse {
	library ??= (require('libphonenumber-js/max') as typeof import('libphonenumber-js/max')).parsePhoneNumberFromString;
	return library;
}
