import { Readable } from 'node:stream';
import type { FileSource, MadeFile } from '../../../core/importTypes';
import { openTable } from '../../../core/imports/file/openTable';
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
	const chunks: Buffer[] = [];
	for await (const chunk of await file.open()) chunks.push(chunk as Buffer);
	await file.close();
	return await cellsOf(fileOf(Buffer.concat(chunks), file.name));
}
