import { ScratchFile } from './scratchFile';
import type { Cell } from './table';
import type { TableWriter, WriterOptions } from './tableWriter';
import { encodeText, type WrittenEncoding } from './textEncoding';

/** Characters that are written together. */
const pieceSize = 65_536;

/** A text that a spreadsheet would take for a formula, in signs of either width; numbers with a sign are none. */
const formula = /^[=@＝＠\t\r\n]|^[+\-＋－](?!\d[\d .()-]*$)/;

function cellText(cell: Cell, delimiter: string): string {
	const text = cell === null ? '' : String(cell);
	const safe = typeof cell === 'string' && formula.test(text) ? `'${text}` : text;
	return safe.includes(delimiter) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes a CSV as Excel does: RFC 4180 with line ends of two characters. */
export class CsvWriter implements TableWriter {
	#piece = '';

	private constructor(
		private readonly file: ScratchFile,
		private readonly delimiter: string,
		private readonly encoding: WrittenEncoding,
	) {}

	static async create({ delimiter = ',', encoding = 'utf-8' }: WriterOptions): Promise<CsvWriter> {
		return new CsvWriter(await ScratchFile.create(), delimiter, encoding);
	}

	async add(row: readonly Cell[]): Promise<void> {
		this.#piece += `${row.map((cell) => cellText(cell, this.delimiter)).join(this.delimiter)}\r\n`;
		if (this.#piece.length >= pieceSize) await this.#write();
	}

	async #write(): Promise<void> {
		await this.file.append(encodeText(this.#piece, this.encoding, this.file.bytes === 0));
		this.#piece = '';
	}

	async end(): Promise<ScratchFile> {
		await this.#write();
		return this.file;
	}

	async discard(): Promise<void> {
		await this.file.close();
	}
}
