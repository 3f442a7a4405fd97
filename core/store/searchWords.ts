const cjk = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
/** Characters of a script without spaces (the first group), or a word of any other. */
export const words = new RegExp(`(${cjk}+)|[[\\p{L}\\p{N}]--${cjk}]+`, 'gv');
const ascii = /^[\x20-\x7e]*$/;

/** One form for texts that a reader takes for the same: width and case aside. */
export const fold = (text: string): string => (ascii.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase());

/** A word's letters, cut between code points; a plain string can be cut anywhere. */
export const lettersOf = (word: string): string | readonly string[] => (/[\ud800-\udfff]/.test(word) ? [...word] : word);

export const cut = (letters: string | readonly string[], from: number, to: number): string =>
	typeof letters === 'string' ? letters.slice(from, to) : letters.slice(from, to).join('');

/** All three letters in a row. */
export function trigrams(letters: string | readonly string[]): string[] {
	const found: string[] = [];
	for (let i = 0; i + 3 <= letters.length; i++) found.push(cut(letters, i, i + 3));
	return found;
}
