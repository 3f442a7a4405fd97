import path from 'node:path';
import type { MadeFile } from '../importTypes';
import type { Text } from '../text';
import type { ScratchFile } from './file/scratchFile';
import type { Row, Table } from './file/table';
import { newTableWriter } from './file/newTableWriter';
import { mimeTypes, type TableWriter } from './file/tableWriter';
import type { Column } from './mapping/guess';

const reasonHeading: Text = { en: 'Reason', 'zh-CN': '错误原因' };
/** Whether a heading is the one above the reasons; a file that was corrected twice has several. */
export const isReason = (heading: string): boolean => Object.values(reasonHeading).includes(heading.replace(/ \(\d+\)$/, ''));

const badRows: Text = { en: 'rows to correct', 'zh-CN': '待修正' };

/** A scratch file as whoever reads it gets it. */
export const madeFile = (file: ScratchFile, name: string, mimeType: string): MadeFile => ({
	name,
	mimeType,
	bytes: file.bytes,
	open: () => file.stream(),
	close: () => file.close(),
});

/** The rows that were not imported, as they were and in the form they came in, with a column that says why. */
export class BadRowsFile {
	#writer?: TableWriter;

	constructor(private readonly of: { table: Table; columns: readonly Column[]; source: string; language: keyof Text }) {}

	async add({ cells }: Row, reason: Text): Promise<void> {
		const { columns, language } = this.of;
		this.#writer ??= await this.#begin();
		await this.#writer.add([...columns.map(({ place }) => cells[place] ?? null), reason[language]]);
	}

	async #begin(): Promise<TableWriter> {
		const { table, columns, language } = this.of;
		const writer = await newTableWriter({
			format: table.format,
			encoding: table.encoding === 'gb18030' ? 'gb18030' : 'utf-8',
			delimiter: table.delimiter,
			sheet: table.sheet,
		});
		await writer.add([...columns.map(({ heading }) => heading), reasonHeading[language]]);
		return writer;
	}

	/** The finished file; undefined when no row was bad. */
	async end(): Promise<MadeFile | undefined> {
		if (!this.#writer) return undefined;
		const { table, source, language } = this.of;
		const name = `${path.parse(source).name} - ${badRows[language]}.${table.format}`;
		return madeFile(await this.#writer.end(), name, mimeTypes[table.format]);
	}

	async discard(): Promise<void> {
		await this.#writer?.discard();
	}
}
