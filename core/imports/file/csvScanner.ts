import { checkCell, checkRow } from './fileBounds';
import { unreadable } from './fileErrors';
import type { Cell, Row } from './table';

const quote = '"';
const [lineFeed, carriageReturn] = [10, 13];

/**
 * Cuts a text that comes in pieces into rows, as RFC 4180 and Excel do. What follows a closing quotation mark is taken as
 * it stands, and a mark inside a cell that does not begin with one is a character like any other (5" pipe).
 */
export class CsvScanner {
	/** Rows that are complete; whoever takes them empties the list. */
	readonly done: Row[] = [];
	readonly #delimiter: number;
	#number = 0;
	#cells: Cell[] = [];
	#cell = '';
	/** `maybeEnd`: the last piece ended with a quotation mark, which closes the cell unless another follows. */
	#state: 'begin' | 'plain' | 'quoted' | 'maybeEnd' = 'begin';
	#afterReturn = false;

	constructor(delimiter: string) {
		this.#delimiter = delimiter.charCodeAt(0);
	}

	push(text: string): void {
		let at = 0;
		if (this.#state === 'maybeEnd' && text !== '') at = this.#afterQuote(text, 0);
		while (at < text.length) at = this.#state === 'quoted' ? this.#quoted(text, at) : this.#outside(text, at);
	}

	/** @throws CrmError when a quotation mark was never closed */
	end(): void {
		if (this.#state === 'quoted') throw neverClosed(this.#number + 1);
		if (this.#state !== 'begin' || this.#cells.length > 0) this.#endRow();
	}

	#outside(text: string, at: number): number {
		if (this.#afterReturn) {
			this.#afterReturn = false;
			if (text.charCodeAt(at) === lineFeed) return at + 1;
		}
		if (this.#state === 'begin' && text[at] === quote) {
			this.#state = 'quoted';
			return at + 1;
		}
		let end = at;
		for (; end < text.length; end++) {
			const code = text.charCodeAt(end);
			if (code === this.#delimiter || code === lineFeed || code === carriageReturn) break;
		}
		if (end > at) this.#add(text.slice(at, end), 'plain');
		if (end === text.length) return end;
		const code = text.charCodeAt(end);
		if (code === this.#delimiter) this.#endCell();
		else this.#endRow();
		this.#afterReturn = code === carriageReturn;
		return end + 1;
	}

	#quoted(text: string, at: number): number {
		const mark = text.indexOf(quote, at);
		this.#add(mark < 0 ? text.slice(at) : text.slice(at, mark), 'quoted');
		if (mark < 0) return text.length;
		if (mark + 1 < text.length) return this.#afterQuote(text, mark + 1);
		this.#state = 'maybeEnd';
		return text.length;
	}

	/** A mark that is doubled stands for itself; any other ends the quoted part. */
	#afterQuote(text: string, at: number): number {
		const doubled = text[at] === quote;
		if (doubled) this.#add(quote, 'quoted');
		else this.#state = 'plain';
		return doubled ? at + 1 : at;
	}

	#add(piece: string, state: 'plain' | 'quoted'): void {
		this.#cell += piece;
		this.#state = state;
		checkCell(this.#cell.length, this.#number + 1);
	}

	#endCell(): void {
		const text = this.#cell;
		// Our own export writes the mark so that Excel takes the cell for no formula.
		this.#cells.push(text === '' ? null : /^'[=+\-@＝＋－＠\t\r\n]/.test(text) ? text.slice(1) : text);
		this.#cell = '';
		this.#state = 'begin';
	}

	#endRow(): void {
		this.#endCell();
		this.#number += 1;
		checkRow(this.#number, this.#cells.length);
		this.done.push({ number: this.#number, cells: this.#cells });
		this.#cells = [];
	}
}

const neverClosed = (row: number) =>
	unreadable(
		{ en: `Row ${row} has a quotation mark that is never closed`, 'zh-CN': `第 ${row} 行有未闭合的引号` },
		{
			en: 'Correct the quotation marks there, or open the file in Excel or WPS and save it as .xlsx.',
			'zh-CN': '请修改该处的引号，或用 Excel 或 WPS 打开后另存为 .xlsx。',
		},
	);
