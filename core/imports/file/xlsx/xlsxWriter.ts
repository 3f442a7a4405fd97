import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ScratchFile } from '../scratchFile';
import type { Cell } from '../table';
import type { ColumnKind, TableWriter, WriterOptions } from '../tableWriter';
import { cellXml, escaped, headingXml, stylesXml } from './writtenCell';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Parts that are the same in every workbook with one sheet. */
const parts = (sheet: string): Readonly<Record<string, string>> => ({
	'[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
	'_rels/.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
	'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
	'xl/styles.xml': `<styleSheet xmlns="${main}">${stylesXml}</styleSheet>`,
});

const sheetHead = `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" baseColWidth="16"/><sheetData>`;

/** Names of sheets are short and have none of these characters. */
const sheetName = (name = 'Sheet1'): string =>
	name
		.replace(/[\\/?*[\]:]/g, ' ')
		.slice(0, 31)
		.trim() || 'Sheet1';

/** Writes a workbook with one sheet. Texts stay texts: Excel makes no dates or formulas of them. */
export class XlsxWriter implements TableWriter {
	#rows = 0;

	private constructor(
		private readonly file: ScratchFile,
		private readonly sheet: PassThrough,
		private readonly written: Promise<void>,
		private readonly kinds: readonly ColumnKind[],
	) {}

	static async create({ sheet, kinds = [] }: Pick<WriterOptions, 'sheet' | 'kinds'> = {}): Promise<XlsxWriter> {
		const { ZipFile: Zip } = require('yazl') as typeof import('yazl');
		const [file, zip, rows] = [await ScratchFile.create(), new Zip(), new PassThrough({ highWaterMark: 65_536 })];
		for (const [name, xml] of Object.entries(parts(sheetName(sheet)))) zip.addBuffer(Buffer.from(declaration + xml), name);
		zip.addReadStream(rows, 'xl/worksheets/sheet1.xml');
		zip.end();
		const written = (async () => {
			for await (const chunk of zip.outputStream) await file.append(chunk as Buffer);
		})();
		// Whoever waits for it hears; until then nobody does.
		written.catch(() => undefined);
		rows.write(declaration + sheetHead);
		return new XlsxWriter(file, rows, written, kinds);
	}

	async add(row: readonly Cell[]): Promise<void> {
		this.#rows += 1;
		const isHead = this.#rows === 1;
		const cells = row.map((cell, place) => (isHead ? headingXml(cell) : cellXml(cell, this.kinds[place]))).join('');
		if (!this.sheet.write(`<row r="${this.#rows}">${cells}</row>`)) await once(this.sheet, 'drain');
	}

	async end(): Promise<ScratchFile> {
		this.sheet.end('</sheetData></worksheet>');
		await this.written;
		return this.file;
	}

	async discard(): Promise<void> {
		this.sheet.end();
		await this.written.catch(() => undefined);
		await this.file.close();
	}
}
