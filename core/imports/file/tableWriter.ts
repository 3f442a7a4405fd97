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

export interface WriterOptions {
	readonly format: FileFormat;
	/** Of a CSV. */
	readonly encoding?: WrittenEncoding;
	readonly delimiter?: string;
	/** Name of a workbook's sheet. */
	readonly sheet?: string;
}

/** What the files are to a browser. */
export const mimeTypes: Readonly<Record<FileFormat, string>> = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
