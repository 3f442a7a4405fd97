import type { ScratchFile } from './scratchFile';
import type { Cell, FileFormat } from './table';
import type { WrittenEncoding } from './textEncoding';

/** Writes a table row by row into a scratch file. */
export interface TableWriter {
	/** The first row is the one of the headings. */
	add(row: readonly Cell[]): Promise<void>;
	/** Completes the file, which its reader closes. */
	end(): Promise<ScratchFile>;
	/** Throws away what was written. */
	discard(): Promise<void>;
}

/** What the cells of a column hold. A workbook shows and sorts them so; in a CSV they stand as they are. */
export type ColumnKind = 'text' | 'number' | 'date' | 'dateTime';

export interface WriterOptions {
	readonly format: FileFormat;
	/** Of a CSV. */
	readonly encoding?: WrittenEncoding;
	readonly delimiter?: string;
	/** Name of a workbook's sheet. */
	readonly sheet?: string;
	/** Of a workbook's columns; without it, cells are texts and numbers as they come. */
	readonly kinds?: readonly ColumnKind[];
}

/** What the files are to a browser. */
export const mimeTypes: Readonly<Record<FileFormat, string>> = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
