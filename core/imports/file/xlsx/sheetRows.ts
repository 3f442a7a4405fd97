import { checkCell, checkRow } from '../fileBounds';
import type { Cell, Row } from '../table';
import { cellValue, type RawCell } from './cellValue';
import { placeOf } from './merges';
import type { NumberStyle } from './styles';
import type { Attributes, XmlHandlers } from './xml';

/** What the cells of a sheet refer to. */
export interface Book {
	readonly from1904: boolean;
	readonly styles: readonly NumberStyle[];
	shared(index: number): string;
}

/** Hears a sheet's XML and collects its rows. */
export class SheetRows implements XmlHandlers {
	/** Rows that are complete; whoever takes them empties the list. */
	readonly done: Row[] = [];
	#number = 0;
	#hidden = false;
	#cells: Cell[] = [];
	#column = -1;
	#cell: { type: string; style?: NumberStyle; isFormula?: boolean } | undefined;
	#text = '';
	#listening = false;
	#spoken = false;

	constructor(private readonly book: Book) {}

	open = (name: string, attributes: Attributes): void => {
		if (name === 'c') this.#openCell(attributes);
		else if (name === 'v') this.#listening = true;
		else if (name === 'f' && this.#cell) this.#cell.isFormula = true;
		else if (name === 't') this.#listening = !this.#spoken;
		else if (name === 'rPh') this.#spoken = true;
		else if (name === 'row') {
			this.#number = attributes.r === undefined ? this.#number + 1 : Number(attributes.r);
			this.#hidden = attributes.hidden === '1' || attributes.hidden === 'true';
			this.#cells = [];
			this.#column = -1;
			checkRow(this.#number, 0);
		}
	};

	#openCell({ r, t = 'n', s }: Attributes): void {
		this.#column = (r === undefined ? undefined : placeOf(r)?.[0]) ?? this.#column + 1;
		this.#cell = { type: t, style: s === undefined ? undefined : this.book.styles[Number(s)] };
		this.#text = '';
	}

	text = (piece: string): void => {
		if (!this.#listening || !this.#cell) return;
		this.#text += piece;
		checkCell(this.#text.length, this.#number);
	};

	close = (name: string): void => {
		if (name === 'v' || name === 't') this.#listening = false;
		else if (name === 'rPh') this.#spoken = false;
		else if (name === 'c' && this.#cell) {
			this.#put({ ...this.#cell, text: this.#text });
			this.#cell = undefined;
		} else if (name === 'row') this.done.push({ number: this.#number, cells: this.#cells, ...(this.#hidden && { hidden: true }) });
	};

	#put(cell: RawCell): void {
		const value = cellValue(cell, this.book);
		// Cells without a value may reach as far as the sheet: somebody coloured whole rows.
		if (value === null) return;
		checkRow(this.#number, this.#column + 1);
		while (this.#cells.length < this.#column) this.#cells.push(null);
		this.#cells[this.#column] = value;
	}
}
