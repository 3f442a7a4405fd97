import type { CrmRecord } from '../../crm';
import type { CrmObject } from '../../schema/types';
import { breathe, chunksOf } from '../pace';
import { cut, fold, lettersOf, trigrams, words } from '../searchWords';
import { Bindings, quote, type Sql } from '../sql';
import { searchTable } from '../tables';

/** Stands before the first letters of a word. */
const start = '^';

/** The words of a text: characters of a script without spaces in a row, whatever stands between them, or a word of any other. */
function* wordsOf(text: string): Generator<{ readonly letters: string | readonly string[]; readonly characters: boolean }> {
	let run: string[] = [];
	for (const [word, characters] of text.matchAll(words)) {
		if (characters) {
			run.push(...characters);
			continue;
		}
		if (run.length > 0) yield { letters: run, characters: true };
		run = [];
		yield { letters: lettersOf(word), characters: false };
	}
	if (run.length > 0) yield { letters: run, characters: true };
}

const pairs = (letters: string | readonly string[]): string[] =>
	Array.from({ length: Math.max(letters.length - 1, 0) }, (_, i) => cut(letters, i, i + 2));

/**
 * What the type-ahead index holds for a record: Chinese, Japanese and Korean characters one by one and in pairs, other
 * words as their first letter, their first two, and their trigrams; and the words themselves, for what is longer.
 */
export function indexed(object: CrmObject, record: CrmRecord): { tokens: string; text: string } {
	const tokens = new Set<string>();
	const texts: string[] = [];
	for (const field of object.search) {
		const value = record[field];
		if (typeof value !== 'string') continue;
		for (const { letters, characters } of wordsOf(fold(value))) {
			texts.push(cut(letters, 0, letters.length));
			const found = characters
				? [...letters, ...pairs(letters)]
				: [start + cut(letters, 0, 1), start + cut(letters, 0, 2), ...trigrams(letters)];
			for (const token of found) tokens.add(token);
		}
	}
	return { tokens: [...tokens].join(' '), text: texts.join(' ') };
}

/** The tokens that a word is found by, and whether they find others too, in which its letters stand apart. */
function wanted({ letters, characters }: { letters: string | readonly string[]; characters: boolean }): {
	tokens: string[];
	loose: boolean;
} {
	if (characters) return { tokens: letters.length > 1 ? pairs(letters) : [...letters], loose: letters.length > 2 };
	if (letters.length < 3) return { tokens: [start + cut(letters, 0, letters.length)], loose: false };
	return { tokens: trigrams(letters), loose: letters.length > 3 };
}

/** Where a statement finds the records `t` that a person typed something of; undefined when that is nothing. */
export function findRecords(object: CrmObject, typed: string, bindings: Pick<Bindings, 'add'>) {
	const table = searchTable(object);
	const given = fold(typed)
		.slice(0, 100)
		.split(/\s+/)
		.flatMap((part) => [...wordsOf(part)])
		.slice(0, 20);
	if (!table || given.length === 0) return undefined;
	const tokens = new Set(given.flatMap((word) => wanted(word).tokens));
	const found = [`s."tokens" @> string_to_array(${bindings.add([...tokens].join(' '))}, ' ')`];
	for (const word of given) {
		// Letters and digits only: nothing that means something to LIKE.
		if (wanted(word).loose) found.push(`s."text" LIKE ${bindings.add(`%${cut(word.letters, 0, word.letters.length)}%`)}`);
	}
	return { from: `${quote(object.table)} t`, where: `t."id" IN (SELECT s."id" FROM ${quote(table)} s WHERE ${found.join(' AND ')})` };
}

/** Records indexed by one statement. */
const chunkSize = 240;

/** Puts records into the index of their object, in place of what it had of them. */
export async function writeSearch(tx: Sql, object: CrmObject, records: readonly CrmRecord[]): Promise<void> {
	const table = searchTable(object);
	if (!table) return;
	for (const chunk of chunksOf(records, chunkSize)) {
		const bindings = new Bindings(tx);
		const rows = [];
		for (const record of chunk) {
			const { tokens, text } = indexed(object, record);
			rows.push([record.id, tokens, text]);
			await breathe();
		}
		await tx.send(
			`INSERT INTO ${quote(table)} ("id", "tokens", "text")
			SELECT w."id", string_to_array(w."tokens", ' '), w."text" FROM ${bindings.rows(rows, { id: 'text', tokens: 'text', text: 'text' })} w
			ON CONFLICT ("id") DO UPDATE SET "tokens" = excluded."tokens", "text" = excluded."text"`,
			bindings.values,
		);
	}
}
