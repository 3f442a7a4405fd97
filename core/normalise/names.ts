import { folded } from './result';

/** Scripts written without spaces between words. Hangul has them. */
const UNSPACED = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
const SPACE_BESIDE_CJK = new RegExp(`(?<=${UNSPACED}) | (?=${UNSPACED})`, 'gu');

/** The dots people type between the parts of a name such as 买买提·艾力. */
const NAME_DOT = /[•‧∙⋅・]/g;

/** One word of ASCII letters, digits and ideographs: only its case can differ. */
const PLAIN = /^[a-z0-9\u4e00-\u9fff]*$/i;

/**
 * The form of a name that is compared, never shown: NFKC, lower case, no invisible characters, white space collapsed
 * and, beside Chinese or Japanese characters, dropped. Traditional and simplified characters stay different: the
 * mapping is not one to one, and 鍾 and 鐘 are two surnames.
 */
export function foldName(name: string): string {
	if (PLAIN.test(name)) return name.toLowerCase();
	return folded(name).replace(NAME_DOT, '·').replace(/\s+/g, ' ').trim().replace(SPACE_BESIDE_CJK, '');
}

const BRACKETS: Readonly<Record<string, string>> = { '【': '(', '〔': '(', '[': '(', '】': ')', '〕': ')', ']': ')' };

const BRACKET = /[【〔[】〕\]()]/;

/** Longer before shorter. 分公司 and 子公司 are companies of their own and stay, and so does a bare 公司. */
const CHINESE_FORMS = [
	'股份有限公司',
	'有限责任公司',
	'有限公司',
	'集团公司',
	'(集团)',
	'集团',
	'(有限合伙)',
	'(普通合伙)',
	'(特殊普通合伙)',
];

const LATIN_FORMS = new Set('ltd limited inc incorporated corp corporation co company coltd llc llp plc gmbh ag bv kk pte pty'.split(' '));

/**
 * The form of a company's name that is compared, never shown: {@link foldName}, brackets of all kinds as ( ), and
 * without the legal form at its end, so that 上海关系（集团）有限公司 is 上海关系集团 and "Acme Co., Ltd." is "Acme".
 * A name that is nothing but a legal form never becomes blank.
 */
export function foldCompany(company: string): string {
	let name = foldName(company);
	if (BRACKET.test(name)) name = name.replace(/[【〔[】〕\]]/g, (bracket) => BRACKETS[bracket]).replace(/ ?([()]) ?/g, '$1');
	for (;;) {
		const shorter = withoutForm(name);
		if (shorter === undefined) return name;
		name = shorter;
	}
}

/** `name` without the legal form at its end, or undefined when there is none or nothing else. */
function withoutForm(name: string): string | undefined {
	const chinese = CHINESE_FORMS.find((form) => name.endsWith(form));
	if (chinese) return name.slice(0, endOfWords(name, name.length - chinese.length)) || undefined;
	// Only Latin letters can end a Latin form.
	if (!/[a-z.,]/.test(name.at(-1) ?? '')) return undefined;
	const end = endOfWords(name, name.length);
	const start = Math.max(...[' ', ',', ')'].map((separator) => name.lastIndexOf(separator, end - 1))) + 1;
	if (!LATIN_FORMS.has(name.slice(start, end).replaceAll('.', ''))) return undefined;
	const rest = name.slice(0, endOfWords(name, start));
	// "Smith & Co" is a name, "& Co" is not its legal form.
	return rest === '' || ['&', '+', ' and'].some((joint) => rest.endsWith(joint)) ? undefined : rest;
}

/** Where the last word before `end` ends; a loop, as a pattern would be quadratic in a run of dots. */
function endOfWords(name: string, end: number): number {
	while (end > 0 && ' .,'.includes(name[end - 1])) end -= 1;
	return end;
}
