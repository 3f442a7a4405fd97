import type { CrmRecord } from '../../crm';
import type { CrmObject } from '../../schema/types';
import { withRows } from '../insert';
import { breathe, chunksOf } from '../pace';
import { Bindings, quote, type Sql } from '../sql';
import { searchTable } from '../tables';

const cjk = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
/** A character of a script without spaces (the first group), or a word of any other. */
const words = new RegExp(`(${cjk})|[[\\p{L}\\p{N}]--${cjk}]+`, 'gv');
/** Stands between words, so that a phrase never runs from one into the next: a letter that nobody types. */
const gap = 'ꙮ';
const maxTerms = 200;

const ascii = /^[\x20-\x7e]*$/;

const fold = (text: string): string => (ascii.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase().replaceAll(gap, ' '));

/** A word's letters, cut between code points; a plain string can be cut anywhere. */
const lettersOf = (word: string): string | readonly string[] => (/[\ud800-\udfff]/.test(word) ? [...word] : word);

const cut = (letters: string | readonly string[], from: number, to: number): string =>
	typeof letters === 'string' ? letters.slice(from, to) : letters.slice(from, to).join('');

function trigrams(letters: string | readonly string[]): string[] {
	const found: string[] = [];
	for (let i = 0; i + 3 <= letters.length; i++) found.push(cut(letters, i, i + 3));
	return found;
}

function addTokens(tokens: string[], value: string): void {
	const most = tokens.length + maxTerms;
	for (const [word, character] of fold(value).matchAll(words)) {
		if (character) tokens.push(word);
		else {
			const letters = lettersOf(word);
			if (letters.length === 1) tokens.push(gap, word, gap);
			else tokens.push(gap, cut(letters, 0, 2), gap, ...trigrams(letters), gap);
		}
		if (tokens.length > most) break;
	}
	tokens.push(gap);
}

/**
 * What the type-ahead index holds for a record: Chinese, Japanese and Korean characters one by one (a phrase of them
 * finds a two-character name), other words as their first two letters and their trigrams (any three letters or digits
 * inside a word find it).
 */
export function searchTokens(object: CrmObject, record: CrmRecord): string {
	const tokens: string[] = [];
	for (const field of object.search) {
		const value = record[field];
		if (typeof value === 'string') addTokens(tokens, value);
	}
	return tokens.join(' ');
}

/** The index query for what a person typed; undefined when there is nothing to look for. */
function searchQuery(typed: string): string | undefined {
	const phrases: string[] = [];
	let run: string[] = [];
	const endRun = () => {
		if (run.length > 0) phrases.push(`"${run.join(' ')}"`);
		run = [];
	};
	for (const part of fold(typed).slice(0, 100).split(/\s+/)) {
		for (const [word, character] of part.matchAll(words)) {
			if (character) {
				run.push(word);
				continue;
			}
			endRun();
			const letters = lettersOf(word);
			if (letters.length === 1) phrases.push(`"${word}"*`);
			else phrases.push(`"${(letters.length === 2 ? [word] : trigrams(letters)).join(' ')}"`);
		}
		endRun();
	}
	return phrases.length > 0 ? phrases.slice(0, 20).join(' AND ') : undefined;
}

/** The condition that the index has a record `t` for what was typed; undefined when there is nothing to look for. */
export function searchCondition(object: CrmObject, typed: string, bindings: Pick<Bindings, 'add'>): string | undefined {
	const table = searchTable(object);
	const match = searchQuery(typed);
	if (!table || !match) return undefined;
	return `t."rowId" IN (SELECT rowid FROM ${quote(table)} WHERE ${quote(table)} MATCH ${bindings.add(match)})`;
}

/** Records indexed together before others get their turn. */
const chunkSize = 60;

/** Puts records into the index of their object, in place of what it had of them. */
export async function writeSearch(tx: Sql, object: CrmObject, records: readonly CrmRecord[]): Promise<void> {
	const table = searchTable(object);
	if (!table || records.length === 0) return;
	const bindings = new Bindings(tx);
	const ids = await tx.query<{ id: string; rowId: number }>(
		`SELECT "id", "rowId" FROM ${quote(object.table)} WHERE "id" IN ${bindings.list(records.map((record) => record.id))}`,
		bindings.values,
	);
	const rowIds = new Map(ids.map((row) => [row.id, row.rowId]));
	for (const part of chunksOf(records, chunkSize)) {
		await breathe();
		const rows = part.map((record) => [rowIds.get(record.id), searchTokens(object, record)]);
		await withRows(tx, { before: `REPLACE INTO ${quote(table)} ("rowid", "tokens")` }, rows);
	}
}
