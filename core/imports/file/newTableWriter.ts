import { CsvWriter } from './csvWriter';
import type { TableWriter, WriterOptions } from './tableWriter';
import { XlsxWriter } from './xlsx/xlsxWriter';

/** A writer of a new file. */
export const newTableWriter = (options: WriterOptions): Promise<TableWriter> =>
	options.format === 'xlsx' ? XlsxWriter.create(options) : CsvWriter.create(options);
