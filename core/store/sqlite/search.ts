import type { CrmRecord } from '../../crm';
import type { CrmObject } from '../../schema/types';
import { breathe, chunksOf } from '../pace';
import { Bindings, quote, type IndexOrder, type Sql } from '../sql';
import { cut, fold, lettersOf, trigrams, words } from '../searchWords';
import { searchTable } from '../tables';

/** Stands between words, so that a phrase never runs from one into the next: a letter that nobody types. */
const gap = 'ꙮ';

function addTokens(tokens: string[], value: string): void {
	const text = fold(value).replaceAll(gap, ' ');
	// Half the time of matchAll; read to its end, the expression begins the next text at its beginning.
	for (let found = words.exec(text); found; found = words.exec(text)) {
		const [word, characters] = found;
		if (characters) {
			tokens.push(...characters);
			continue;
		}
		endPhrase(tokens);
		const letters = lettersOf(word);
		if (letters.length === 1) tokens.push(word);
		else tokens.push(cut(letters, 0, 2), gap, ...trigrams(letters));
		endPhrase(tokens);
	}
	endPhrase(tokens);
}

function endPhrase(tokens: string[]): void {
	if (tokens.length > 0 && tokens.at(-1) !== gap) tokens.push(gap);
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
	for (const part of fold(typed).replaceAll(gap, ' ').slice(0, 100).split(/\s+/)) {
		for (const [word, characters] of part.matchAll(words)) {
			if (characters) {
				run.push(...characters);
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

/** Where a statement finds the records `t` that a person typed something of; undefined when that is nothing. */
export function findRecords(object: CrmObject, typed: string, bindings: Pick<Bindings, 'add'>) {
	const index = searchTable(object);
	const match = searchQuery(typed);
	if (!index || !match) return undefined;
	const [s, t] = [quote(index), quote(object.table)];
	return {
		from: `${s} s CROSS JOIN ${t} t`,
		where: `s.${s} MATCH ${bindings.add(match)} AND t."rowId" = s."rowid"`,
	};
}

/** The index is read in the order of its row numbers, which are those of the records and rise as ids do. */
export const searchOrder = (object: CrmObject): IndexOrder => ({
	column: 's."rowid"',
	// That of the next one where the record itself has been removed for good, and else past all.
	placeOf: (id) =>
		`coalesce((SELECT p."rowId" FROM ${quote(object.table)} p WHERE p."id" >= ${id} ORDER BY p."id" LIMIT 1), ${Number.MAX_SAFE_INTEGER})`,
});

/**
 * Records indexed by one statement. SQLite writes out what a search index has collected whenever the next statement on
 * several rows begins, so that few large ones leave less to merge: of this size they take less than half the time of
 * ones of 120, and one runs for 2 ms.
 */
const chunkSize = 250;

/** Puts records into the index of their object, in place of what it had of them. */
export async function writeSearch(tx: Sql, object: CrmObject, records: readonly CrmRecord[]): Promise<void> {
	const table = searchTable(object);
	if (!table) return;
	for (const chunk of chunksOf(records, chunkSize)) {
		const bindings = new Bindings(tx);
		const rows = [];
		for (const record of chunk) {
			rows.push([record.id, searchTokens(object, record)]);
			await breathe();
		}
		await tx.send(
			`REPLACE INTO ${quote(table)} ("rowid", "tokens") SELECT t."rowId", w."tokens"
			FROM ${bindings.rows(rows, { id: 'text', tokens: 'text' })} w CROSS JOIN ${quote(object.table)} t ON t."id" = w."id"`,
			bindings.values,
		);
		await breathe();
	}
}
