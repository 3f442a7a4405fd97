import { isBlank } from '../../blank';

/** One cell; blank ones are null. Dates are texts where they are: `2026-03-01`, `2026-03-01 09:30:00`. */
export type Cell = string | number | boolean | null;

/** Stands for a formula whose result the file does not hold. */
export const withoutResult = '#FORMULA?';

export interface Row {
	/** As the spreadsheet counts, from 1. */
	readonly number: number;
	readonly cells: readonly Cell[];
	readonly hidden?: boolean;
}

export type FileFormat = 'csv' | 'xlsx';

/** A file that is open for reading, row by row, as often as wanted. */
export interface Table {
	readonly format: FileFormat;
	/** Of a text file. */
	readonly encoding?: string;
	readonly delimiter?: string;
	/** Of a workbook: the sheet that is read, and all there are. */
	readonly sheet?: string;
	readonly sheets?: readonly string[];
	/** The rows in order, some hundred at a time; blank ones may be missing. @throws CrmError */
	rows(): AsyncGenerator<readonly Row[], void, undefined>;
	/** How much of the file the last `rows` has read, 0 to 1. */
	progress(): number;
	close(): Promise<void>;
}

/** Rows handed on together. */
export const batchSize = 250;

export const isBlankRow = ({ cells }: Row): boolean => cells.every(isBlank);
