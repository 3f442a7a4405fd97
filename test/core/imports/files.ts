import { Readable } from 'node:stream';
import type { FileSource, MadeFile } from '../../../core/importTypes';
import { openTable } from '../../../core/imports/file/openTable';
import { ScratchFile } from '../../../core/imports/file/scratchFile';
import { Archive } from '../../../core/imports/file/xlsx/archive';
import { newTableWriter } from '../../../core/imports/file/newTableWriter';
import { type WriterOptions } from '../../../core/imports/file/tableWriter';
import type { Cell } from '../../../core/imports/file/table';

/** A file with these bytes, given in pieces of a size that cuts characters and marks. */
export const fileOf = (bytes: Uint8Array | string, name = '名单.csv', piece = 7919): FileSource => ({
	name,
	open: () => {
		const buffer = Buffer.from(bytes as Uint8Array);
		return Readable.from(
			(function* () {
				for (let i = 0; i < buffer.length; i += piece) yield buffer.subarray(i, i + piece);
			})(),
		);
	},
});

/** The bytes of a table as our own writer makes them. */
export async function bytesOf(rows: ReadonlyArray<readonly Cell[]>, options: WriterOptions): Promise<Buffer> {
	const writer = await newTableWriter(options);
	for (const row of rows) await writer.add(row);
	const file = await writer.end();
	const bytes = file.read(0, file.bytes);
	await file.close();
	return bytes;
}

/** All cells of a file, blank rows left out. */
export async function cellsOf(source: FileSource, options: Parameters<typeof openTable>[1] = {}): Promise<Cell[][]> {
	const table = await openTable(source, options);
	const rows: Cell[][] = [];
	try {
		for await (const batch of table.rows()) rows.push(...batch.map(({ cells }) => [...cells]));
	} finally {
		await table.close();
	}
	return rows.filter((cells) => cells.some((cell) => cell !== null));
}

/** The cells of a file that the CRM made, which is closed then. */
export async function readMade(file: MadeFile | undefined): Promise<Cell[][]> {
	if (!file) return [];
	return await cellsOf(fileOf(await bytesMade(file), file.name));
}

/** The XML of a workbook's first sheet. */
export async function sheetXml(workbook: Uint8Array): Promise<string> {
	const file = await ScratchFile.create();
	await file.append(Buffer.from(workbook));
	const archive = await Archive.open(file);
	const chunks: Buffer[] = [];
	for await (const chunk of archive.read('xl/worksheets/sheet1.xml')) chunks.push(chunk);
	await file.close();
	return Buffer.concat(chunks).toString();
}

/** The bytes of a file that the CRM made, which is closed then. */
export async function bytesMade(file: MadeFile): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of await file.open()) chunks.push(chunk as Buffer);
	await file.close();
	return Buffer.concat(chunks);
}
