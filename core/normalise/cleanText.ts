import { isBlank } from '../blank';
import { text } from '../text';
import { accepted, type Normalised, refused } from './result';

const NUL = { en: 'contains a NUL character', 'zh-CN': '含有空字符（NUL）' };

const CONTROL = { en: 'contains a control character', 'zh-CN': '含有控制字符' };

const HALF_CHARACTER = {
	en: 'contains half of a character (an unpaired surrogate): the text was cut or damaged before it came here',
	'zh-CN': '含有不完整的字符（落单的代理项）：文字在传入之前已被截断或损坏',
};

/** Pairs are read as the one character they stand for, so this finds only single halves. */
const HALF = /\p{Surrogate}/u;

const LINE_BREAK = /\r\n|[\r\u0085\u2028\u2029]/g;

/** Every control character but tab and line feed, the two that a text may hold. */
const REFUSED = /(?![\t\n])\p{Cc}/u;

/** Printable ASCII, ideographs and full-width forms, the most of all texts: nothing here to refuse or to compose. */
const PLAIN = /^[\x20-\x7e\u3001\u3002\u4e00-\u9fff\uff01-\uff5e]*$/;

/**
 * A text as it is stored: Unicode NFC, trimmed, line breaks as `\n`; emoji and combining characters stay.
 * In a single-line text, tabs and line breaks (cells pasted from a spreadsheet) become one space each.
 * A text of nothing but white space and invisible characters is blank: ''.
 *
 * Refused: NUL (PostgreSQL cannot store it), other control characters, unpaired surrogates (no UTF-8 form).
 */
export function cleanText(raw: string, options: { readonly multiline: boolean }): Normalised {
	if (PLAIN.test(raw)) return accepted(raw.trim());
	if (HALF.test(raw)) return refused(HALF_CHARACTER);
	const lines = raw.replace(LINE_BREAK, '\n');
	const control = REFUSED.exec(lines)?.[0];
	if (control === '\0') return refused(NUL);
	if (control !== undefined) return refused(text`${CONTROL} (${codePoint(control)})`);
	const value = (options.multiline ? lines : lines.replace(/[\t\n]/g, ' ')).normalize('NFC').trim();
	return accepted(isBlank(value) ? '' : value);
}

const codePoint = (character: string) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
