const candidates = [',', ';', '\t', '|'];

/** Lines of the head that are looked at. */
const lines = 20;

/** How often each candidate stands outside quotation marks, line by line. */
function countsOf(head: string, candidate: string): number[] {
	const counts = [0];
	let quoted = false;
	for (const character of head) {
		if (character === '"') quoted = !quoted;
		else if (quoted) continue;
		else if (character === candidate) counts[counts.length - 1] += 1;
		else if (character === '\n' && counts.push(0) > lines) break;
	}
	return counts.slice(0, -1).length > 0 ? counts.slice(0, -1) : counts;
}

/** Good is what cuts most lines, and then what cuts them into the same number of cells. */
function scoreOf(counts: readonly number[]): number {
	const cut = counts.filter((count) => count > 0);
	if (cut.length === 0) return 0;
	const groups = Object.values(Object.groupBy(cut, String)).map((group) => group?.length ?? 0);
	return cut.length + Math.max(...groups) / 100 + Math.min(...cut) / 100_000;
}

/**
 * What stands between the cells of a text; a comma where nothing does. Excel's own first line `sep=;` says it.
 * @param head the beginning of the text
 * @returns from: lines to leave out
 */
export function guessDelimiter(head: string): { delimiter: string; from: number } {
	const said = /^\uFEFF?sep=(.)\r?\n/.exec(head);
	if (said) return { delimiter: said[1], from: 1 };
	const scored = candidates.map((delimiter) => ({ delimiter, score: scoreOf(countsOf(head, delimiter)) }));
	const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
	return { delimiter: best.score > 0 ? best.delimiter : ',', from: 0 };
}
