import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ZipFile } from 'yazl';
import { ScratchFile } from '../scratchFile';
import type { Cell } from '../table';
import type { TableWriter } from '../tableWriter';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no form for other control characters and half characters. */
const escaped = (text: string): string =>
	text
		.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
		.replace(/[&<>"]/g, (character) => escapes[character])
		.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu, '');

/** Parts that are the same in every workbook with one sheet: no styles but the plain one and the bold one of the headings. */
const parts = (sheet: string): Readonly<Record<string, string>> => ({
	'[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
	'_rels/.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
	'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
	'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
});

const sheetHead = `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" baseColWidth="16"/><sheetData>`;

/** Names of sheets are short and have none of these characters. */
const sheetName = (name = 'Sheet1'): string =>
	name
		.replace(/[\\/?*[\]:]/g, ' ')
		.slice(0, 31)
		.trim() || 'Sheet1';

/** Writes a workbook with one sheet. Its cells are texts and numbers as they are: Excel makes no dates or formulas of them. */
export class XlsxWriter implements TableWriter {
	#rows = 0;

	private constructor(
		private readonly file: ScratchFile,
		private readonly sheet: PassThrough,
		private readonly zip: ZipFile,
		private readonly written: Promise<void>,
	) {}

	static async create(sheet?: string): Promise<XlsxWriter> {
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
		return new XlsxWriter(file, rows, zip, written);
	}

	async add(row: readonly Cell[]): Promise<void> {
		this.#rows += 1;
		const style = this.#rows === 1 ? ' s="1"' : '';
		const cells = row.map((cell) => cellXml(cell, style)).join('');
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

/** Cells carry no address: they stand in order. */
function cellXml(cell: Cell, style: string): string {
	if (cell === null) return '<c/>';
	if (typeof cell === 'number') return `<c${style}><v>${cell}</v></c>`;
	if (typeof cell === 'boolean') return `<c${style} t="b"><v>${cell ? 1 : 0}</v></c>`;
	return `<c${style} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}
