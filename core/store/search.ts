import type { CrmRecord } from '../crm';
import type { CrmObject } from '../schema/types';

const cjkClass = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
const cjk = new RegExp(cjkClass, 'u');
const words = new RegExp(`${cjkClass}|(?:(?!${cjkClass})[\\p{L}\\p{N}])+`, 'gu');
/** Stands between words, so that a phrase never runs from one into the next: a letter that nobody types. */
const gap = 'ꙮ';
const maxTerms = 200;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(gap, ' ');

function trigrams(word: string): string[] {
	const letters = [...word];
	return Array.from({ length: Math.max(letters.length - 2, 0) }, (_, i) => letters.slice(i, i + 3).join(''));
}

function tokensOf(value: string): string[] {
	const tokens: string[] = [];
	for (const [word] of fold(value).matchAll(words)) {
		if (cjk.test(word)) tokens.push(word);
		else {
			const letters = [...word];
			tokens.push(gap, ...(letters.length === 1 ? [word] : [letters.slice(0, 2).join(''), gap, ...trigrams(word)]), gap);
		}
		if (tokens.length > maxTerms) break;
	}
	return tokens;
}

/**
 * What the type-ahead index holds for a record: Chinese, Japanese and Korean characters one by one (a phrase of them
 * finds a two-character name), other words as their first two letters and their trigrams (any three letters or digits
 * inside a word find it).
 */
export function searchTokens(object: CrmObject, record: CrmRecord): string {
	return object.search
		.map((field) => record[field])
		.filter((value): value is string => typeof value === 'string')
		.flatMap((value) => [...tokensOf(value), gap])
		.join(' ');
}

/** The index query for what a person typed; undefined when there is nothing to look for. */
export function searchQuery(typed: string): string | undefined {
	const phrases: string[] = [];
	let run: string[] = [];
	const endRun = () => {
		if (run.length > 0) phrases.push(`"${run.join(' ')}"`);
		run = [];
	};
	for (const part of fold(typed).slice(0, 100).split(/\s+/)) {
		for (const [word] of part.matchAll(words)) {
			if (cjk.test(word)) {
				run.push(word);
				continue;
			}
			endRun();
			const letters = [...word];
			if (letters.length === 1) phrases.push(`"${word}"*`);
			else phrases.push(`"${(letters.length === 2 ? [word] : trigrams(word)).join(' ')}"`);
		}
		endRun();
	}
	return phrases.length > 0 ? phrases.slice(0, 20).join(' AND ') : undefined;
}
